// SPDX-License-Identifier: Apache-2.0
// Whoever makes a scan names it, so that what is sent twice counts once.

export const new_scan_id = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
