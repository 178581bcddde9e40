// SPDX-License-Identifier: Apache-2.0
// The last resort for scans that cannot be handed in: a file, to be handed over by hand.
import type { Desk } from './desk.svelte';

const kept_ms = 60_000;

/** False: they could not be read, and there is no file. */
export async function save_scans({ door, status }: Desk): Promise<boolean> {
  const text = await door.export_waiting();
  if (text === null) return false;
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  const at = new Date().toISOString().slice(0, 16).replace(':', '');
  link.download = `kinhmoi-${status.setting?.device.label ?? 'door'}-${at}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), kept_ms);
  return true;
}
