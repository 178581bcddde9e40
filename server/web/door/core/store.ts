// SPDX-License-Identifier: Apache-2.0
// What the phone keeps: IndexedDB, every write durable, everything about people sealed. Methods
// throw what IndexedDB throws; attempt() turns that into a value.
import type { IDBPDatabase } from 'idb';
import {
  all_stores,
  later,
  open_database,
  run,
  type ScanRow,
  type Schema,
  type StoreName,
  type WriteTx,
} from './database';
import type { ListDocument } from './list';
import { new_sealing_key, seal, unseal, type Sealed } from './sealed';
import {
  effect_of,
  type Building,
  type Counters,
  type DeviceFile,
  type Effect,
  type ListMeta,
  type Loaded,
  type LoadedScan,
  type ScanState,
  type StoredScan,
} from './stored';
import type { WireIncident } from './wire';

const history_rows = 50;

export class DoorStore {
  private key: CryptoKey | null = null;
  private is_closed = false;

  private constructor(
    private readonly name: string,
    private db: IDBPDatabase<Schema>,
  ) {}

  static async open(name: string): Promise<DoorStore> {
    const store = new DoorStore(name, await open_database(name));
    store.key = (await store.db.get('keys', 'seal')) ?? null;
    return store;
  }

  /** From now on every write fails: another tab may be the door. */
  close(): void {
    this.is_closed = true;
    this.db.close();
  }

  /** Null: this phone is not paired. */
  async load(): Promise<Loaded | null> {
    const [device, counters, list, building, incidents] = await Promise.all([
      this.db.get('meta', 'device'),
      this.db.get('meta', 'counters'),
      this.db.get('meta', 'list'),
      this.db.get('meta', 'building'),
      this.db.get('meta', 'incidents'),
    ]);
    if (!this.key || !device || !counters) return null;
    return {
      device: await unseal<DeviceFile>(this.key, device as Sealed),
      counters: counters as Counters,
      list: (list as ListMeta | undefined) ?? null,
      building: (building as Building | undefined) ?? null,
      incidents: incidents ? await unseal<WireIncident[]>(this.key, incidents as Sealed) : [],
    };
  }

  /** A new enrolment: everything of the one before is gone. */
  async create(device: DeviceFile, counters: Counters): Promise<void> {
    const key = await new_sealing_key();
    const sealed = await seal(key, device);
    await this.write(all_stores, async (tx) => {
      for (const store of all_stores) later(tx.objectStore(store).clear());
      later(tx.objectStore('keys').put(key, 'seal'));
      later(tx.objectStore('meta').put(sealed, 'device'));
      await tx.objectStore('meta').put(counters, 'counters');
    });
    this.key = key;
  }

  async save_device(device: DeviceFile): Promise<void> {
    const sealed = await seal(this.key!, device);
    await this.write(['meta'], (tx) => tx.objectStore('meta').put(sealed, 'device'));
  }

  /** What a hello taught. Never the number of the last scan, which a scan may be raising now. */
  async save_clock(part: Omit<Counters, 'epoch' | 'last_dseq'>): Promise<void> {
    await this.write(['meta'], async (tx) => {
      const counters = (await tx.objectStore('meta').get('counters')) as Counters;
      await tx.objectStore('meta').put({ ...counters, ...part }, 'counters');
    });
  }

  // --- scans

  /** The scan and the counters that name it, or neither. Fails when its number was given before. */
  async add_scan(scan: StoredScan, state: ScanState, counters: Counters): Promise<void> {
    const row = await this.row_of(scan, state);
    await this.write(['scans', 'effects', 'meta'], async (tx) => {
      later(tx.objectStore('meta').put(counters, 'counters'));
      put_effect(tx, scan);
      await tx.objectStore('scans').add(row);
    });
  }

  async replace_scan(scan: StoredScan, state: ScanState): Promise<void> {
    const row = await this.row_of(scan, state);
    await this.write(['scans', 'effects'], (tx) => {
      put_effect(tx, scan);
      return tx.objectStore('scans').put(row);
    });
  }

  async set_state(dseqs: readonly number[], state: ScanState): Promise<void> {
    await this.write(['scans', 'effects'], (tx) => move_scans(tx, dseqs, state));
  }

  /** Oldest first. */
  async scans_in(state: ScanState, limit?: number): Promise<LoadedScan[]> {
    const rows = await this.db.getAllFromIndex('scans', 'state', state, limit);
    return Promise.all(rows.map((row) => this.scan_of(row)));
  }

  numbers_in(state: ScanState): Promise<number[]> {
    return this.db.getAllKeysFromIndex('scans', 'state', state);
  }

  /** Oldest first. */
  effects(): Promise<Effect[]> {
    return this.db.getAll('effects');
  }

  count_in(state: ScanState): Promise<number> {
    return this.db.countFromIndex('scans', 'state', state);
  }

  /** Numbers from first to last that are kept and not waiting already. */
  async numbers_kept(first: number, last: number): Promise<number[]> {
    const rows = await this.db.getAll('scans', IDBKeyRange.bound(first, last));
    return rows.filter((row) => row.state !== 'waiting').map((row) => row.dseq);
  }

  /** Of any scan in the store; 0: none. */
  async newest_number(): Promise<number> {
    const cursor = await this.db.transaction('scans').store.openKeyCursor(null, 'prev');
    return cursor?.key ?? 0;
  }

  /** Newest first. */
  async history(): Promise<LoadedScan[]> {
    const rows: ScanRow[] = [];
    let cursor = await this.db.transaction('scans').store.openCursor(null, 'prev');
    while (cursor && rows.length < history_rows) {
      rows.push(cursor.value);
      cursor = await cursor.continue();
    }
    return Promise.all(rows.map((row) => this.scan_of(row)));
  }

  // --- the list

  async read_list(list: ListMeta): Promise<ListDocument[]> {
    const { generation, next_document } = list;
    const range = IDBKeyRange.bound([generation, 0], [generation, next_document], false, true);
    const boxes = await this.db.getAll('list', range);
    return Promise.all(boxes.map((box) => unseal<ListDocument>(this.key!, box)));
  }

  /** One more document of the list and what becomes true with it. */
  async append_changes(
    document: ListDocument | null,
    list: ListMeta,
    settled: readonly number[],
    incidents: readonly WireIncident[] | null,
  ): Promise<void> {
    const box = document && (await seal(this.key!, document));
    const told = incidents && (await seal(this.key!, incidents));
    await this.write(['list', 'meta', 'scans', 'effects'], async (tx) => {
      if (box) later(tx.objectStore('list').put(box, [list.generation, list.next_document - 1]));
      if (told) later(tx.objectStore('meta').put(told, 'incidents'));
      await move_scans(tx, settled, 'settled');
      await tx.objectStore('meta').put(list, 'list');
    });
  }

  /** One more page of a snapshot in the making. */
  async append_page(document: ListDocument, building: Building): Promise<void> {
    const box = await seal(this.key!, document);
    await this.write(['list', 'meta'], async (tx) => {
      later(tx.objectStore('list').put(box, [building.generation, building.next_document - 1]));
      await tx.objectStore('meta').put(building, 'building');
    });
  }

  /** The snapshot is complete: it is the list now. */
  async finish_snapshot(list: ListMeta, settled: readonly number[]): Promise<void> {
    await this.write(['list', 'meta', 'scans', 'effects'], async (tx) => {
      later(tx.objectStore('list').delete(IDBKeyRange.upperBound([list.generation, 0], true)));
      later(tx.objectStore('meta').delete('building'));
      await move_scans(tx, settled, 'settled');
      await tx.objectStore('meta').put(list, 'list');
    });
  }

  async drop_snapshot(): Promise<void> {
    await this.write(['meta'], (tx) => tx.objectStore('meta').delete('building'));
  }

  /** The same list in fewer documents. */
  async rewrite_list(documents: readonly ListDocument[], list: ListMeta): Promise<void> {
    const boxes = await Promise.all(documents.map((document) => seal(this.key!, document)));
    await this.write(['list', 'meta'], async (tx) => {
      later(tx.objectStore('list').clear());
      boxes.forEach((box, n) => later(tx.objectStore('list').put(box, [list.generation, n])));
      later(tx.objectStore('meta').delete('building'));
      await tx.objectStore('meta').put(list, 'list');
    });
  }

  // --- forgetting

  /** The list and the setting; what waits to be handed in stays, with the token for it. */
  async forget_list(device: DeviceFile): Promise<void> {
    const sealed = await seal(this.key!, { ...device, setting: null });
    await this.write(['list', 'meta'], async (tx) => {
      later(tx.objectStore('list').clear());
      for (const name of ['list', 'building', 'incidents']) later(tx.objectStore('meta').delete(name));
      await tx.objectStore('meta').put(sealed, 'device');
    });
  }

  /** Everything, with the key that could have read it. */
  async wipe(): Promise<void> {
    await this.write(all_stores, async (tx) => {
      await Promise.all(all_stores.map((store) => tx.objectStore(store).clear()));
    });
    this.key = null;
  }

  private async row_of(scan: StoredScan, state: ScanState): Promise<ScanRow> {
    return { dseq: scan.record.dseq, state, ...(await seal(this.key!, scan)) };
  }

  private async scan_of(row: ScanRow): Promise<LoadedScan> {
    return { ...(await unseal<StoredScan>(this.key!, row)), state: row.state };
  }

  /** Returns when the transaction is on the disk; a second try when the browser lost the database. */
  private async write(stores: StoreName[], job: (tx: WriteTx) => Promise<unknown>): Promise<void> {
    try {
      await run(this.db, stores, job);
    } catch (error) {
      const is_lost = error instanceof DOMException && error.name === 'InvalidStateError';
      if (!is_lost || this.is_closed) throw error;
      this.db = await open_database(this.name);
      await run(this.db, stores, job);
    }
  }
}

function put_effect(tx: WriteTx, scan: StoredScan): void {
  const effect = effect_of(scan);
  if (effect) later(tx.objectStore('effects').put(effect));
}

async function move_scans(
  tx: WriteTx,
  dseqs: readonly number[],
  state: ScanState,
): Promise<void> {
  const store = tx.objectStore('scans');
  for (const dseq of dseqs) {
    const row = await store.get(dseq);
    if (row) await store.put({ ...row, state });
    if (state === 'settled') await tx.objectStore('effects').delete(dseq);
  }
}
