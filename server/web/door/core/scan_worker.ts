// SPDX-License-Identifier: Apache-2.0
// Reads QR codes beside the page: takes a picture, answers with its text or null. One at a time.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';
import wasm_url from 'zxing-wasm/reader/zxing_reader.wasm?url';

export interface FrameRequest {
  id: number;
  frame: ImageBitmap;
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

async function read(frame: ImageBitmap): Promise<string | null> {
  const { width, height } = frame;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.drawImage(frame, 0, 0);
  frame.close();
  const [code] = await readBarcodes(context.getImageData(0, 0, width, height), options);
  return code?.isValid ? code.text : null;
}

self.addEventListener('message', (event: MessageEvent<FrameRequest>) => {
  const { id, frame } = event.data;
  read(frame).then(
    (text) => self.postMessage({ id, text, fault: null } satisfies FrameAnswer),
    (error: unknown) =>
      self.postMessage({ id, text: null, fault: String(error) } satisfies FrameAnswer),
  );
});
