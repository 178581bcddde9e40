// SPDX-License-Identifier: Apache-2.0
// A code of no meaning that the reader reads before the camera's first: a browser makes ready what
// it runs when it runs it, and nobody at the head of a queue should wait for that.
import type { Square } from './brightness';

/** 21 rows of 21 points, the first the highest bit; 1 is dark. */
const rows = [
  0x1fdb7f, 0x104a41, 0x17455d, 0x17575d, 0x17555d, 0x105241, 0x1fd57f, 0x001f00, 0x117af9, 0x07b322, 0x0b4a7a,
  0x188cda, 0x16ddca, 0x0019c0, 0x1fd589, 0x104f27, 0x17567b, 0x174b0b, 0x174a70, 0x1044ed, 0x1fd5cf,
];
const quiet = 4;
const scale = 8;

export function first_code(): Square {
  const side = (rows.length + 2 * quiet) * scale;
  const shades = new Uint8Array(side * side).fill(255);
  for (let y = quiet * scale; y < side - quiet * scale; ++y) {
    const row = rows[Math.floor(y / scale) - quiet]!;
    for (let x = quiet * scale; x < side - quiet * scale; ++x) {
      const bit = rows.length - 1 - (Math.floor(x / scale) - quiet);
      if ((row >> bit) & 1) shades[y * side + x] = 0;
    }
  }
  return { shades, offset: 0, stride: side, side };
}
