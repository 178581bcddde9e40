// SPDX-License-Identifier: Apache-2.0
// The database under the store: its schema, and transactions that end on the disk or not at all.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { Sealed } from './sealed';
import type { Building, Counters, Effect, ListMeta, ScanState } from './stored';

export interface ScanRow extends Sealed {
  dseq: number;
  state: ScanState;
}
type MetaValue = Sealed | Counters | ListMeta | Building;
export interface Schema extends DBSchema {
  keys: { key: string; value: CryptoKey };
  meta: { key: string; value: MetaValue };
  list: { key: [number, number]; value: Sealed };
  scans: { key: number; value: ScanRow; indexes: { state: ScanState } };
  effects: { key: number; value: Effect };
}
export type StoreName = 'keys' | 'meta' | 'list' | 'scans' | 'effects';
export type WriteTx = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

export const all_stores: StoreName[] = ['keys', 'meta', 'list', 'scans', 'effects'];
const schema_version = 1;

export type StoreFault = 'quota' | 'failed';
export type Attempt<T> = { ok: true; value: T } | { ok: false; fault: StoreFault };

/** The one place where the storage's exceptions become a value. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const is_quota = error instanceof DOMException && error.name === 'QuotaExceededError';
    return { ok: false, fault: is_quota ? 'quota' : 'failed' };
  }
}

export function open_database(name: string): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, schema_version, {
    upgrade(db) {
      db.createObjectStore('keys');
      db.createObjectStore('meta');
      db.createObjectStore('list');
      db.createObjectStore('scans', { keyPath: 'dseq' }).createIndex('state', 'state');
      db.createObjectStore('effects', { keyPath: 'dseq' });
    },
    // Another tab wants a newer schema: it cannot be the active one, so let it have it.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}

/** Returns when the transaction is on the disk. */
export async function run(
  db: IDBPDatabase<Schema>,
  stores: StoreName[],
  job: (tx: WriteTx) => Promise<unknown>,
): Promise<void> {
  const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
  const end = tx.done.then(
    () => null,
    (error: unknown) => error,
  );
  try {
    await job(tx);
  } catch (error) {
    abort(tx);
    await end;
    throw error;
  }
  const error = await end;
  if (error !== null) throw error;
}

/** A request whose failure ends its transaction, which is waited for. */
export function later(request: Promise<unknown>): void {
  request.catch(() => undefined);
}

function abort(tx: WriteTx): void {
  try {
    tx.abort();
  } catch {
    // It aborted by itself: that is why we are here.
  }
}
