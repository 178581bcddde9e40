// SPDX-License-Identifier: Apache-2.0
// Scan ids.
import { hex_of } from './bytes';

/**
 * 16 bytes as 32 hexadecimal digits: 48 bits of milliseconds, then 80 random ones. Ids that are
 * made one after the other sort one after the other, so the server's index grows at its end.
 */
export function new_scan_id(now_ms: number, random: Uint8Array = random_bytes(10)): string {
  const time = Math.max(0, Math.trunc(now_ms)) % 2 ** 48;
  return time.toString(16).padStart(12, '0') + hex_of(random);
}

function random_bytes(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count));
}
