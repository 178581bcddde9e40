// SPDX-License-Identifier: Apache-2.0
// What a clerk typed and the server does not have yet, so that a closed tab or a lost network loses
// nothing. It stands in this browser only until it is saved (a second or two), is removed at
// signing out, and is never read for another account. It is not encrypted: whatever could open it
// would have to lie beside it.

const PREFIX = 'draft:';
const KEPT_MS = 7 * 86_400_000;

export interface LocalCopy<T> {
  at: number;
  value: T;
}

const key_of = (account: string, list: string) => `${PREFIX}${account}:${list}`;

/** False when the browser has no room for it: then only the server keeps the list. */
export function keep_copy<T>(account: string, list: string, value: T): boolean {
  try {
    localStorage.setItem(key_of(account, list), JSON.stringify({ at: Date.now(), value } satisfies LocalCopy<T>));
    return true;
  } catch {
    return false;
  }
}

export function read_copy<T>(account: string, list: string): T | undefined {
  try {
    const text = localStorage.getItem(key_of(account, list));
    return text ? (JSON.parse(text) as LocalCopy<T>).value : undefined;
  } catch {
    return undefined;
  }
}

export function drop_copy(account: string, list: string): void {
  try {
    localStorage.removeItem(key_of(account, list));
  } catch {
    // No storage: nothing was kept.
  }
}

function drop_where(is_unwanted: (key: string, text: string) => boolean): void {
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (is_unwanted(key, localStorage.getItem(key) ?? '')) localStorage.removeItem(key);
    }
  } catch {
    // No storage: nothing was kept.
  }
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
