// SPDX-License-Identifier: Apache-2.0
// How large a file may be; the server says the same of rows and columns.
export const FILE_BYTES = 5 * 1024 * 1024;
export const ENTRY_BYTES = 32 * 1024 * 1024;
export const UNPACKED_BYTES = 64 * 1024 * 1024;
export const ENTRIES = 500;
export const ROWS = 20_000;
export const COLUMNS = 64;
export const CELL_CHARACTERS = 1_024;
export const PARSE_MS = 20_000;
