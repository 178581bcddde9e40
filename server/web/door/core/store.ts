// SPDX-License-Identifier: Apache-2.0
// What the phone keeps: IndexedDB, every write durable, everything about people sealed. Methods
// throw what IndexedDB throws; attempt() turns that into a value.
import { all_stores, answer_of, attempt, open_database, run, type ScanRow, type StoreName } from './database';
import type { ListDocument } from './list';
import { seal, unseal, type Sealed } from './sealed';
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
  /** Of this enrolment; null: there is none. */
  key: CryptoKey | null = null;
  private is_closed = false;

  private constructor(
    private readonly name: string,
    private db: IDBDatabase,
  ) {}

  static async open(name: string): Promise<DoorStore> {
    const store = new DoorStore(name, await open_database(name));
    store.key = (await answer_of<CryptoKey | undefined>(store.read('keys').get('seal'))) ?? null;
    return store;
  }

  /** From now on every write fails: another tab may be the door. */
  close(): void {
    this.is_closed = true;
    this.db.close();
  }

  /** Null: this phone is not paired, or nothing of that can be read any more. */
  async load(): Promise<Loaded | null> {
    const meta = this.read('meta');
    const part = <T>(name: string) => answer_of<T | undefined>(meta.get(name));
    const [device, counters, list, building, incidents] = await Promise.all([
      part<Sealed>('device'),
      part<Counters>('counters'),
      part<ListMeta>('list'),
      part<Building>('building'),
      part<Sealed>('incidents'),
    ]);
    const opened = await this.open_box<DeviceFile>(device);
    if (!opened || !counters) return null;
    return {
      device: opened,
      counters,
      list: list ?? null,
      building: building ?? null,
      incidents: (await this.open_box<WireIncident[]>(incidents)) ?? [],
    };
  }

  async save_device(device: DeviceFile): Promise<void> {
    const sealed = await this.seal(device);
    await this.write(['meta'], (tx) => tx.objectStore('meta').put(sealed, 'device'));
  }

  /** What a hello taught. Never the number of the last scan, which a scan may be raising now. */
  async save_clock(part: Omit<Counters, 'epoch' | 'last_dseq'>): Promise<void> {
    await this.write(['meta'], async (tx) => {
      const counters = await answer_of<Counters>(tx.objectStore('meta').get('counters'));
      tx.objectStore('meta').put({ ...counters, ...part }, 'counters');
    });
  }

  // --- scans

  /** The scan and the counters that name it, or neither. Fails when its number was given before. */
  async add_scan(scan: StoredScan, state: ScanState, counters: Counters): Promise<void> {
    const row = await this.row_of(scan, state);
    await this.write(['scans', 'effects', 'meta'], (tx) => {
      tx.objectStore('meta').put(counters, 'counters');
      put_effect(tx, scan);
      tx.objectStore('scans').add(row);
    });
  }

  async replace_scan(scan: StoredScan, state: ScanState): Promise<void> {
    const row = await this.row_of(scan, state);
    await this.write(['scans', 'effects'], (tx) => {
      put_effect(tx, scan);
      tx.objectStore('scans').put(row);
    });
  }

  async set_state(dseqs: readonly number[], state: ScanState): Promise<void> {
    await this.write(['scans', 'effects'], (tx) => move_scans(tx, dseqs, state));
  }

  /** Oldest first. One that cannot be read is put aside, so that it holds up nothing. */
  async scans_in(state: ScanState, limit?: number): Promise<LoadedScan[]> {
    const rows = await answer_of<ScanRow[]>(this.by_state().getAll(state, limit));
    const scans = await this.scans_of(rows);
    const lost = rows.filter((_, i) => !scans[i]).map((row) => row.dseq);
    if (lost.length > 0) await this.set_state(lost, 'lost');
    return scans.filter((scan) => scan !== null);
  }

  numbers_in(state: ScanState): Promise<number[]> {
    return answer_of(this.by_state().getAllKeys(state)) as Promise<number[]>;
  }

  /** Oldest first. */
  effects(): Promise<Effect[]> {
    return answer_of<Effect[]>(this.read('effects').getAll());
  }

  count_in(state: ScanState): Promise<number> {
    return answer_of(this.by_state().count(state));
  }

  /** Numbers from first to last that are kept and not waiting already. */
  async numbers_kept(first: number, last: number): Promise<number[]> {
    const rows = await answer_of<ScanRow[]>(this.read('scans').getAll(IDBKeyRange.bound(first, last)));
    return rows.filter(({ state }) => state !== 'waiting' && state !== 'lost').map((row) => row.dseq);
  }

  /** Of any scan in the store; 0: none. */
  async newest_number(): Promise<number> {
    const cursor = await answer_of(this.read('scans').openKeyCursor(null, 'prev'));
    return (cursor?.key as number | undefined) ?? 0;
  }

  /** Newest first. */
  async history(): Promise<LoadedScan[]> {
    const newest = await this.newest_number();
    const range = IDBKeyRange.lowerBound(newest - history_rows, true);
    const rows = await answer_of<ScanRow[]>(this.read('scans').getAll(range));
    rows.reverse();
    return (await this.scans_of(rows)).filter((scan) => scan !== null);
  }

  // --- the list

  async read_list(list: ListMeta): Promise<ListDocument[]> {
    const { generation, next_document } = list;
    const range = IDBKeyRange.bound([generation, 0], [generation, next_document], false, true);
    const boxes = await answer_of<Sealed[]>(this.read('list').getAll(range));
    return Promise.all(boxes.map((box) => unseal<ListDocument>(this.key!, box)));
  }

  // --- forgetting

  /** The list and the setting; what waits to be handed in stays, with the token for it. */
  async forget_list(device: DeviceFile): Promise<void> {
    const sealed = await this.seal({ ...device, setting: null });
    await this.write(['list', 'meta'], (tx) => {
      tx.objectStore('list').clear();
      for (const name of ['list', 'building', 'incidents']) tx.objectStore('meta').delete(name);
      tx.objectStore('meta').put(sealed, 'device');
    });
  }

  /** Everything, with the key that could have read it. */
  async wipe(): Promise<void> {
    await this.write(all_stores, (tx) => {
      for (const store of all_stores) tx.objectStore(store).clear();
    });
    this.key = null;
  }

  private read(store: StoreName): IDBObjectStore {
    return this.db.transaction(store).objectStore(store);
  }

  private by_state(): IDBIndex {
    return this.read('scans').index('state');
  }

  seal(value: unknown): Promise<Sealed> {
    return seal(this.key!, value);
  }

  private async row_of(scan: StoredScan, state: ScanState): Promise<ScanRow> {
    return { dseq: scan.record.dseq, state, ...(await this.seal(scan)) };
  }

  private scans_of(rows: readonly ScanRow[]): Promise<(LoadedScan | null)[]> {
    return Promise.all(
      rows.map(async (row) => {
        const scan = await this.open_box<StoredScan>(row);
        return scan && { ...scan, state: row.state };
      }),
    );
  }

  /** Null: there is none, or somebody changed it. */
  private async open_box<T>(box: Sealed | undefined): Promise<T | null> {
    const { key } = this;
    if (!key || !box) return null;
    const opened = await attempt(() => unseal<T>(key, box));
    return opened.ok ? opened.value : null;
  }

  /** Returns when the transaction is on the disk; a second try when the browser lost the database. */
  async write(stores: StoreName[], job: (tx: IDBTransaction) => unknown): Promise<void> {
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

function put_effect(tx: IDBTransaction, scan: StoredScan): void {
  const effect = effect_of(scan);
  if (effect) tx.objectStore('effects').put(effect);
}

export async function move_scans(
  tx: IDBTransaction,
  dseqs: readonly number[],
  state: ScanState,
): Promise<void> {
  const store = tx.objectStore('scans');
  for (const dseq of dseqs) {
    const row = await answer_of<ScanRow | undefined>(store.get(dseq));
    if (row) store.put({ ...row, state });
    if (state === 'settled') tx.objectStore('effects').delete(dseq);
  }
}
