// SPDX-License-Identifier: Apache-2.0
// Reads QR codes beside the page: takes a picture, looks at its centre square, answers with its text
// or null. One at a time; null instead of a picture ends it.
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

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext('2d', { willReadFrequently: true })!;

async function read(frame: FrameRequest['frame']): Promise<string | null> {
  const [width, height] =
    'displayWidth' in frame
      ? [frame.displayWidth, frame.displayHeight]
      : [frame.width, frame.height];
  const side = Math.min(width, height);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  context.drawImage(frame, left, top, side, side, 0, 0, side, side);
  frame.close();
  const [code] = await readBarcodes(context.getImageData(0, 0, side, side), options);
  return code?.isValid ? code.text : null;
}

self.addEventListener('message', (event: MessageEvent<FrameRequest | null>) => {
  if (event.data === null) return self.close();
  const { id, frame } = event.data;
  read(frame).then(
    (text) => self.postMessage({ id, text, fault: null } satisfies FrameAnswer),
    (error: unknown) =>
      self.postMessage({ id, text: null, fault: String(error) } satisfies FrameAnswer),
  );
});
