// SPDX-License-Identifier: Apache-2.0
// Saves that were not answered, yet or ever. Whether they arrived is seen in the list as the server has
// it: rows of theirs that stand there are one's own, not somebody else's, and nobody is added twice.
import type { Row, Rows } from './grid/model';
import { says_same } from './grid/merge';

export interface ServerRow {
  id: string;
  row: Row;
}

/** The ids that rows got which were sent without one, by their keys. */
export function ids_of_arrived(sent: Iterable<Row>, ids: ReadonlyMap<number, string>, server: ServerRow[]): Map<number, string> {
  const known = new Set(ids.values());
  const others = server.filter(({ id }) => !known.has(id));
  const found = new Map<number, string>();
  for (const row of sent) {
    if (ids.has(row.key) || found.has(row.key)) continue;
    const at = others.findIndex((other) => says_same(row, other.row));
    if (at >= 0) found.set(row.key, others.splice(at, 1)[0]!.id);
  }
  return found;
}

/** What both sides began with, when some of what was sent has arrived. */
export function with_arrived(base: Rows, sent: Iterable<Row>, theirs: Rows): Rows {
  const now = new Map(theirs.map((row) => [row.key, row]));
  const arrived = new Map<number, Row>();
  for (const own of sent) {
    const row = now.get(own.key);
    if (row && says_same(own, row)) arrived.set(own.key, row);
  }
  const known = new Set(base.map((row) => row.key));
  return [...base.map((row) => arrived.get(row.key) ?? row), ...[...arrived.values()].filter((row) => !known.has(row.key))];
}
