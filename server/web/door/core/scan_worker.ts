// SPDX-License-Identifier: Apache-2.0
// Reads QR codes beside the page: takes a picture, looks at its centre square, small first, answers
// with its text or null. One at a time; null instead of a picture ends it.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasm_url from 'zxing-wasm/reader/zxing_reader.wasm?url';

export interface FrameRequest {
  id: number;
  frame: VideoFrame | ImageBitmap;
}
export interface FrameAnswer {
  id: number;
  /** Null: no code in the picture. */
  text: string | null;
  fault: string | null;
}

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

function surface(): OffscreenCanvasRenderingContext2D {
  return new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!;
}

/** The centre square of the picture, of this side. */
function square(
  frame: FrameRequest['frame'],
  on: OffscreenCanvasRenderingContext2D,
  side: number,
): ImageData {
  const [width, height] = size_of(frame);
  const from = Math.min(width, height);
  const [left, top] = [(width - from) >> 1, (height - from) >> 1];
  if (on.canvas.width !== side) on.canvas.width = on.canvas.height = side;
  on.drawImage(frame, left, top, from, from, 0, 0, side, side);
  return on.getImageData(0, 0, side, side);
}

function size_of(frame: FrameRequest['frame']): [number, number] {
  return 'displayWidth' in frame
    ? [frame.displayWidth, frame.displayHeight]
    : [frame.width, frame.height];
}

async function text_in(pixels: ImageData): Promise<string | null> {
  const [code] = await readBarcodes(pixels, options);
  return code?.isValid ? code.text : null;
}

async function read(frame: FrameRequest['frame']): Promise<string | null> {
  try {
    const side = Math.min(...size_of(frame));
    const text = side > small_side ? await text_in(square(frame, small, small_side)) : null;
    return text ?? (await text_in(square(frame, whole, side)));
  } finally {
    frame.close();
  }
}

let reading: Promise<void> = Promise.resolve();

self.addEventListener('message', (event: MessageEvent<FrameRequest | null>) => {
  if (event.data === null) {
    // Not before the picture in hand is given back.
    void reading.then(() => self.close());
    return;
  }
  const { id, frame } = event.data;
  reading = read(frame).then(
    (text) => self.postMessage({ id, text, fault: null } satisfies FrameAnswer),
    (error: unknown) =>
      self.postMessage({ id, text: null, fault: String(error) } satisfies FrameAnswer),
  );
});
