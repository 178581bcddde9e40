// SPDX-License-Identifier: Apache-2.0
// From a picture of the camera to the text of the QR code in its centre square.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasm_url from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { grey, square_of } from './brightness';
import { first_code } from './first_code';

export type Picture = VideoFrame | ImageBitmap;

// Our own copy: the library would fetch it from elsewhere.
prepareZXingModule({
  overrides: { locateFile: (path: string) => (path.endsWith('.wasm') ? wasm_url : path) },
  fireImmediately: true,
}).catch(() => undefined);

const options: ReaderOptions = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 1,
  tryHarder: true,
  tryRotate: false,
  tryInvert: true,
  tryDownscale: true,
};

/** A code held up to the camera is read in a quarter of the time from a small picture; one that is
 * far away only from the whole. */
const small_side = 360;
const small = surface();
const whole = surface();

/** The reader is there and has read something: the first code is read as quickly as the next. */
export const ready = text_in(grey(first_code(), 1)).catch(() => null);

/** Null: no code in it. The picture is given back in any case: a camera has few to lend. */
export async function text_of(picture: Picture): Promise<string | null> {
  try {
    const shades = await square_of(picture);
    if (!shades) return await text_on_canvas(picture);
    const step = Math.floor(shades.side / small_side);
    const text = step > 1 ? await text_in(grey(shades, step)) : null;
    return text ?? (await text_in(grey(shades, 1)));
  } finally {
    picture.close();
  }
}

/** A picture whose shades cannot be had otherwise. */
async function text_on_canvas(picture: Picture): Promise<string | null> {
  const side = Math.min(...size_of(picture));
  const text = side > small_side ? await text_in(square(picture, small, small_side)) : null;
  return text ?? (await text_in(square(picture, whole, side)));
}

async function text_in(pixels: ImageData): Promise<string | null> {
  const [code] = await readBarcodes(pixels, options);
  return code?.isValid ? code.text : null;
}

/** The centre square of the picture, of this side. */
function square(
  picture: Picture,
  on: OffscreenCanvasRenderingContext2D,
  side: number,
): ImageData {
  const [width, height] = size_of(picture);
  const from = Math.min(width, height);
  const [left, top] = [(width - from) >> 1, (height - from) >> 1];
  if (on.canvas.width !== side) on.canvas.width = on.canvas.height = side;
  on.drawImage(picture, left, top, from, from, 0, 0, side, side);
  return on.getImageData(0, 0, side, side);
}

function size_of(picture: Picture): [number, number] {
  return 'displayWidth' in picture
    ? [picture.displayWidth, picture.displayHeight]
    : [picture.width, picture.height];
}

function surface(): OffscreenCanvasRenderingContext2D {
  return new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
}
