// SPDX-License-Identifier: Apache-2.0
// Writes the list: changes, a snapshot page by page, all of it anew. Only the sync does; reading it
// is the store's.
import type { ListDocument } from './list';
import { move_scans, type DoorStore } from './store';
import type { Building, ListMeta } from './stored';
import type { WireIncident } from './wire';

/** One more document of the list and what becomes true with it. */
export async function append_changes(
  store: DoorStore,
  document: ListDocument | null,
  list: ListMeta,
  settled: readonly number[],
  incidents: readonly WireIncident[] | null,
): Promise<void> {
  const box = document && (await store.seal(document));
  const told = incidents && (await store.seal(incidents));
  await store.write(['list', 'meta', 'scans', 'effects'], async (tx) => {
    if (box) tx.objectStore('list').put(box, [list.generation, list.next_document - 1]);
    if (told) tx.objectStore('meta').put(told, 'incidents');
    await move_scans(tx, settled, 'settled');
    tx.objectStore('meta').put(list, 'list');
  });
}

/** One more page of a snapshot in the making. */
export async function append_page(store: DoorStore, document: ListDocument, building: Building): Promise<void> {
  const box = await store.seal(document);
  await store.write(['list', 'meta'], (tx) => {
    tx.objectStore('list').put(box, [building.generation, building.next_document - 1]);
    tx.objectStore('meta').put(building, 'building');
  });
}

/** The snapshot is complete: it is the list now. */
export async function finish_snapshot(store: DoorStore, list: ListMeta, settled: readonly number[]): Promise<void> {
  await store.write(['list', 'meta', 'scans', 'effects'], async (tx) => {
    tx.objectStore('list').delete(IDBKeyRange.upperBound([list.generation, 0], true));
    tx.objectStore('meta').delete('building');
    await move_scans(tx, settled, 'settled');
    tx.objectStore('meta').put(list, 'list');
  });
}

export async function drop_snapshot(store: DoorStore): Promise<void> {
  await store.write(['meta'], (tx) => tx.objectStore('meta').delete('building'));
}

/** The same list in fewer documents. */
export async function rewrite_list(store: DoorStore, documents: readonly ListDocument[], list: ListMeta): Promise<void> {
  const boxes = await Promise.all(documents.map((document) => store.seal(document)));
  await store.write(['list', 'meta'], (tx) => {
    tx.objectStore('list').clear();
    boxes.forEach((box, n) => tx.objectStore('list').put(box, [list.generation, n]));
    tx.objectStore('meta').delete('building');
    tx.objectStore('meta').put(list, 'list');
  });
}
