// SPDX-License-Identifier: Apache-2.0
// The scans of a phone as a file, to be handed over by hand.
import { attempt } from './database';
import type { Phone } from './phone';
import type { ScanState } from './stored';

const waiting: ScanState[] = ['waiting'];
/** A server that does not know the phone may have lost what it was given, too. */
const kept: ScanState[] = ['waiting', 'sent', 'settled'];

/** Null: they could not be read. */
export async function file_of({ store, counters, setting }: Phone): Promise<string | null> {
  const states = counters.standing === 'gone' ? kept : waiting;
  const read = await attempt(() => Promise.all(states.map((state) => store.scans_in(state))));
  if (!read.ok) return null;
  const scans = read.value.flat().map(({ record }) => record);
  return JSON.stringify({ device: setting?.device ?? null, scans }, null, 1);
}
