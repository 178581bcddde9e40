// SPDX-License-Identifier: Apache-2.0
// Faults of an imported file that the server cannot see in the list itself: a phone number that Excel
// ruined is only an empty cell there. They wait in this browser until the cell is mended or the clerk
// says that nothing needs mending.
import { api, ask, type Schemas } from '$lib/api/client';
import { cells_of, type Field } from './grid/columns';
import { place_of, type Record_ } from './import/judged';
import { keep_copy, read_copy } from './local_copy';

export interface FileNote {
  /** The server's id of the row. */
  row: string;
  field: Field;
  /** What stood in the cell when it was imported: another text means mended. */
  text: string;
  message: Schemas['Message'];
}

// What the import settles by itself, or the list says in its own way.
const SETTLED = new Set(['duplicate_of', 'quota_exceeded', 'name_missing', 'group_missing']);

const name_of = (list: string) => `${list}:file`;

export function read_notes(account: string, list: string): FileNote[] {
  return read_copy<FileNote[]>(account, name_of(list)) ?? [];
}

export function keep_notes(account: string, list: string, notes: FileNote[]): void {
  keep_copy(account, name_of(list), notes);
}

/** After an import: remembers, list by list, what the added rows still lack; how many for each list. */
export async function note_faults(account: string, lists: Schemas['ImportOutcome']['lists'], people: Record_[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { list, group_code } of lists) {
    const faulty = people.filter((person) => person.group_code === group_code && faults_of(person).length > 0);
    if (faulty.length === 0) continue;
    const { rows } = await ask(api.GET('/api/v1/lists/{list}', { params: { path: { list } } }));
    const notes = faulty.flatMap((person) => {
      const row = rows.find((one) => one.full_name === person.person!.full_name && one.organization === person.person!.organization);
      return row ? faults_of(person).map(({ field, message }) => ({ row: row.id, field, text: cells_of(row)[field] ?? '', message })) : [];
    });
    const known = read_notes(account, list).filter((note) => !notes.some((one) => one.row === note.row && one.field === note.field));
    keep_notes(account, list, [...known, ...notes]);
    counts.set(list, notes.length);
  }
  return counts;
}

function faults_of(person: Record_): { field: Field; message: Schemas['Message'] }[] {
  return person.issues.flatMap((issue) => {
    const field = place_of(issue);
    return issue.severity === 'error' && field && !SETTLED.has(issue.code) ? [{ field, message: issue.message }] : [];
  });
}
