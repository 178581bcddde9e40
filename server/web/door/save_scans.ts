// SPDX-License-Identifier: Apache-2.0
// The last resort for scans that cannot be handed in: a file, to be handed over by hand.
import type { Desk } from './desk.svelte';
import { s } from './screen_words';

const kept_ms = 60_000;

/** How many scans are not in it because they cannot be read; null: there is no file. */
export async function save_scans({ door }: Desk): Promise<number | null> {
  const saved = await door.saved_scans();
  if (!saved) return null;
  const url = URL.createObjectURL(new Blob([saved.text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  const at = new Date().toISOString().slice(0, 16).replace(':', '');
  link.download = `kinhmoi-${saved.label}-${at}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), kept_ms);
  return saved.unreadable;
}

/** What is said of it then. */
export function said_of(unreadable: number | null): string {
  if (unreadable === null) return s().not_exported;
  return unreadable > 0 ? s().exported_part(unreadable) : s().exported;
}
