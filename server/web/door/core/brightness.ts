// SPDX-License-Identifier: Apache-2.0
// The centre square of a camera's picture as shades of grey, straight from its plane of brightness: a
// canvas would first make colours of it, which takes longer than reading the code.

/** Shades of a square, row by row; a row begins every `stride` bytes. */
export interface Square {
  shades: Uint8Array<ArrayBuffer>;
  offset: number;
  stride: number;
  side: number;
}

/** Cameras give these two: brightness first, for every point, then colour for every second one. */
const formats = ['I420', 'NV12'];
/** Where its colour begins, a square may begin. */
const even = (length: number): number => length & ~1;

let taken = new Uint8Array(0);

/** Null: a picture in another form. What is returned is overwritten by the next picture. */
export async function square_of(picture: VideoFrame | ImageBitmap): Promise<Square | null> {
  if (!('copyTo' in picture) || !formats.includes(picture.format ?? '')) return null;
  const { x, y, width, height } = picture.visibleRect!;
  const side = even(Math.min(width, height));
  const rect = { x: even(x + ((width - side) >> 1)), y: even(y + ((height - side) >> 1)), width: side, height: side };
  const bytes = picture.allocationSize({ rect });
  if (taken.length < bytes) taken = new Uint8Array(bytes);
  try {
    const [brightness] = await picture.copyTo(taken, { rect });
    return { shades: taken, ...brightness!, side };
  } catch {
    return null; // It lies where nobody but the screen can read it.
  }
}

/** Each point the mean of a square of `step` by `step`. */
export function grey({ shades, offset, stride, side }: Square, step: number): ImageData {
  const points = Math.floor(side / step);
  const pixels = new ImageData(points, points);
  const out = new Uint32Array(pixels.data.buffer);
  const share = 1 / (step * step);
  let at = 0;
  for (let y = 0; y < points; ++y) {
    for (let x = 0; x < points; ++x) {
      let from = offset + y * step * stride + x * step;
      let sum = 0;
      for (let row = 0; row < step; ++row, from += stride) {
        for (let i = 0; i < step; ++i) sum += shades[from + i]!;
      }
      out[at++] = 0xff000000 | (Math.round(sum * share) * 0x010101);
    }
  }
  return pixels;
}
