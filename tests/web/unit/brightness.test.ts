// SPDX-License-Identifier: Apache-2.0
// The shades of a camera's picture: which square, and what a point of the small one is the mean of.
import { beforeAll, describe, expect, it } from 'vitest';
import { grey, square_of } from '../../../server/web/door/core/brightness';

/** As much of a browser's as is asked for. */
class Pixels {
  readonly data: Uint8ClampedArray;
  constructor(width: number, height: number) {
    this.data = new Uint8ClampedArray(4 * width * height);
  }
}
beforeAll(() => void ((globalThis as { ImageData?: unknown }).ImageData ??= Pixels));

interface Asked {
  rect?: { x: number; y: number; width: number; height: number };
}

/** A picture whose point (x, y) has the shade 10 y + x, in rows of `stride` bytes. */
function picture(width: number, height: number, format: string | null, stride = width): VideoFrame & Asked {
  const made = {
    format,
    visibleRect: { x: 0, y: 0, width, height },
    allocationSize: () => stride * height + 3,
    copyTo: async (to: Uint8Array, { rect }: Required<Asked>) => {
      fake.rect = rect;
      for (let y = 0; y < rect.height; ++y) {
        for (let x = 0; x < rect.width; ++x) to[3 + y * stride + x] = 10 * (rect.y + y) + rect.x + x;
      }
      return [{ offset: 3, stride }];
    },
  };
  const fake = made as unknown as VideoFrame & Asked;
  return fake;
}
const shades_of = (pixels: ImageData): number[] => [...pixels.data].filter((_, i) => i % 4 === 0);

describe('the centre square', () => {
  it('begins where its colour does, and is grey and opaque', async () => {
    const wide = picture(9, 4, 'I420');
    const square = (await square_of(wide))!;
    expect(wide.rect).toEqual({ x: 2, y: 0, width: 4, height: 4 });
    const pixels = grey(square, 1);
    expect(shades_of(pixels)).toEqual([2, 3, 4, 5, 12, 13, 14, 15, 22, 23, 24, 25, 32, 33, 34, 35]);
    expect([...pixels.data.subarray(0, 4)]).toEqual([2, 2, 2, 255]);
  });

  it('is made small by means, also in rows with room behind them', async () => {
    const square = (await square_of(picture(4, 5, 'NV12', 16)))!;
    // Of 0, 1, 10, 11 and so on.
    expect(shades_of(grey(square, 2))).toEqual([6, 8, 26, 28]);
  });

  it('is not taken from what has no brightness of its own, or shows it to nobody', async () => {
    expect(await square_of(picture(4, 4, 'RGBA'))).toBeNull();
    expect(await square_of(picture(4, 4, null))).toBeNull();
    expect(await square_of({ width: 4, height: 4 } as ImageBitmap)).toBeNull();
    const hidden = Object.assign(picture(4, 4, 'NV12'), { copyTo: () => Promise.reject(new Error('no')) });
    expect(await square_of(hidden)).toBeNull();
  });
});
