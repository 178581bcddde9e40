// SPDX-License-Identifier: Apache-2.0
// What a clerk typed and the server does not have yet, so that a closed tab or a lost network loses
// nothing. It stands in this browser only until it is saved (a second or two), is removed at
// signing out, and is never read for another account. It is not encrypted: whatever could open it
// would have to lie beside it.
//
// Every tab keeps a copy of its own and holds a lock while it lives: two tabs on one list do not
// write over each other, and a copy is taken over only when its tab is gone.

const PREFIX = 'draft:';
const KEPT_MS = 7 * 86_400_000;
const TAB = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');

// Locks need https or localhost; without them a copy found is taken to be left behind.
const locks = navigator.locks as LockManager | undefined;
const lock_of = (tab: string) => `tab:${tab}`;
void locks?.request(lock_of(TAB), () => new Promise(() => {})).catch(() => undefined);

export interface LocalCopy<T> {
  at: number;
  value: T;
}

const key_of = (account: string, name: string) => `${PREFIX}${account}:${name}`;

function write<T>(key: string, value: T): boolean {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), value } satisfies LocalCopy<T>));
    return true;
  } catch {
    return false;
  }
}
function read<T>(key: string): T | undefined {
  try {
    const text = localStorage.getItem(key);
    return text ? (JSON.parse(text) as LocalCopy<T>).value : undefined;
  } catch {
    return undefined;
  }
}
function drop(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // No storage: nothing was kept.
  }
}
function keys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  } catch {
    return [];
  }
}

// --- of the whole browser

/** False when the browser has no room for it: then only the server keeps the list. */
export const keep_copy = <T>(account: string, name: string, value: T): boolean => write(key_of(account, name), value);
export const read_copy = <T>(account: string, name: string): T | undefined => read<T>(key_of(account, name));

// --- of this tab, and of tabs that are gone

export const keep_tab_copy = <T>(account: string, list: string, value: T): boolean => write(key_of(account, `${list}:${TAB}`), value);
export const drop_tab_copy = (account: string, list: string): void => drop(key_of(account, `${list}:${TAB}`));

/** Every tab's copy of a list, this one's too. */
export function tab_copies<T>(account: string, list: string): T[] {
  const start = key_of(account, `${list}:`);
  return keys().filter((key) => key.startsWith(start) && key !== `${start}file`).flatMap((key) => read<T>(key) ?? []);
}

/**
 * Hands over what this tab kept of a list when it was last open here, and what closed tabs left, each
 * copy once; of a tab that is still open when it closes.
 */
export function adopt_copies<T>(account: string, list: string, adopt: (copy: T) => void): () => void {
  const end = new AbortController();
  const start = key_of(account, `${list}:`);
  const known = new Set([`${start}file`]);
  const consider = (key: string) => {
    if (!key.startsWith(start) || known.has(key)) return;
    known.add(key);
    const tab = key.slice(start.length);
    const take = () => {
      known.delete(key);
      const copy = end.signal.aborted ? undefined : read<T>(key);
      if (copy === undefined) return;
      adopt(copy);
      if (tab !== TAB) drop(key);
    };
    if (locks && tab !== TAB) locks.request(lock_of(tab), { signal: end.signal }, take).catch(() => undefined);
    else take();
  };
  keys().forEach(consider);
  // Heard of what other tabs write, never of this one's own.
  window.addEventListener('storage', (event) => event.newValue !== null && consider(event.key ?? ''), { signal: end.signal });
  return () => end.abort();
}

function drop_where(is_unwanted: (key: string, text: string) => boolean): void {
  for (const key of keys()) if (is_unwanted(key, localStorage.getItem(key) ?? '')) drop(key);
}

/** At signing out. */
export function forget_copies(): void {
  drop_where(() => true);
}

/** At the start: of another account on the same machine, and what nobody came back for. */
export function forget_others(account: string): void {
  drop_where((key, text) => {
    if (!key.startsWith(`${PREFIX}${account}:`)) return true;
    const at = Number(/^\{"at":(\d+)/.exec(text)?.[1] ?? 0);
    return Date.now() - at > KEPT_MS;
  });
}
