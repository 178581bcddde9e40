// SPDX-License-Identifier: Apache-2.0
// The database under the store: its schema, and transactions that end on the disk or not at all.
import type { Sealed } from './sealed';
import type { ScanState } from './stored';

/** Beside it: keys (CryptoKey), meta (Sealed, Counters, ListMeta or Building), list (Sealed). */
export interface ScanRow extends Sealed {
  dseq: number;
  state: ScanState;
}
export type StoreName = 'keys' | 'meta' | 'list' | 'scans' | 'effects';

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

/** The answer of a request. One whose answer nobody waits for still ends its transaction by failing. */
export function answer_of<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export async function open_database(name: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(name, schema_version);
  opening.onupgradeneeded = () => {
    const db = opening.result;
    for (const store of ['keys', 'meta', 'list']) db.createObjectStore(store);
    db.createObjectStore('scans', { keyPath: 'dseq' }).createIndex('state', 'state');
    db.createObjectStore('effects', { keyPath: 'dseq' });
  };
  const db = await answer_of(opening);
  // Another tab wants a newer schema: this one cannot be the active one, so let it have it.
  db.onversionchange = () => db.close();
  return db;
}

/** Returns when the transaction is on the disk. */
export async function run(
  db: IDBDatabase,
  stores: StoreName[],
  job: (tx: IDBTransaction) => unknown,
): Promise<void> {
  const tx = db.transaction(stores, 'readwrite', { durability: 'strict' });
  const end = new Promise<unknown>((resolve) => {
    tx.oncomplete = () => resolve(null);
    tx.onabort = () => resolve(tx.error ?? new DOMException('aborted', 'AbortError'));
  });
  try {
    await job(tx);
    commit(tx);
  } catch (error) {
    abort(tx);
    await end;
    throw error;
  }
  const error = await end;
  if (error !== null) throw error;
}

/** All is asked for: it need not wait until this page has taken note of each answer. */
function commit(tx: IDBTransaction): void {
  try {
    tx.commit();
  } catch {
    // It ends by itself, or has ended.
  }
}

function abort(tx: IDBTransaction): void {
  try {
    tx.abort();
  } catch {
    // It aborted by itself: that is why we are here.
  }
}
