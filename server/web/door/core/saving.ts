// SPDX-License-Identifier: Apache-2.0
// The scans of a phone as a file, to be handed over by hand.
import { attempt } from './database';
import type { Phone } from './phone';
import type { SavedScans } from './results';
import type { LoadedScan, ScanState } from './stored';

const waiting: ScanState[] = ['waiting'];
/** A server that does not know the phone may have lost what it was given, too. */
const kept: ScanState[] = ['waiting', 'held', 'sent', 'settled'];

/** Null: they could not be read. */
export async function file_of({ store, counters, origin }: Phone): Promise<SavedScans | null> {
  const states = counters.standing === 'gone' ? kept : waiting;
  const read = await attempt(async () => {
    const scans = await Promise.all(states.map((state) => store.scans_in(state)));
    // Those that do not open were put aside as they were read, now or before.
    return { scans: scans.flat(), unreadable: await store.count_in('lost') };
  });
  if (!read.ok) return null;
  const { scans, unreadable } = read.value;
  const file = { device: origin, unreadable, scans: scans.map(line_of) };
  return { label: origin?.label ?? 'door', text: JSON.stringify(file, null, 1), unreadable };
}

/** What was read is the signed code of a pass: a file that gets lost names none that the server has. Then
 * the id of the pass says who it was, and the verdict what was shown. */
function line_of({ record, shown, state }: LoadedScan) {
  const { pass_id, verdict } = shown;
  if (state === 'waiting' || state === 'held') return record;
  return { ...record, text: '', pass_id: record.pass_id ?? pass_id, verdict };
}
