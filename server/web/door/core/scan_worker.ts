// SPDX-License-Identifier: Apache-2.0
// Reads QR codes beside the page. It takes the newest picture of the camera by itself, or is given
// one after the other where the browser has no such stream. One picture at a time; after a text it
// waits until the page wants the next.
import { ready, text_of, type Picture } from './picture';

/** The camera's own pictures; one picture; 'next': the verdict is shown; 'look': whether pictures come;
 * null: end. */
export type ReaderOrder = { pictures: ReadableStream<VideoFrame> } | { picture: Picture } | 'next' | 'look' | null;

export interface ReaderAnswer {
  /** Null: no code in the picture, or the answer to 'look'. */
  text: string | null;
  /** It waits for a picture and has waited ever since it was last told to look. */
  is_blind: boolean;
  /** It reads no picture at all. */
  is_broken: boolean;
}

/** Whoever cannot read this many pictures in a row will not. */
const faults_most = 5;

let faults = 0;
let reading: Promise<unknown> = Promise.resolve();
let following: Promise<void> | null = null;
let is_ending = false;
let [is_waiting, has_come] = [false, false];
let go_on = (): void => undefined;

async function read(picture: Picture): Promise<string | null> {
  const text = text_of(picture);
  reading = text.catch(() => undefined);
  try {
    const found = await text;
    faults = 0;
    return found;
  } catch {
    ++faults;
    return null;
  }
}

function tell(text: string | null, is_blind = false): void {
  self.postMessage({ text, is_blind, is_broken: faults >= faults_most } satisfies ReaderAnswer);
}

function look(): void {
  tell(null, is_waiting && !has_come);
  has_come = false;
}

async function follow(pictures: ReadableStream<VideoFrame>): Promise<void> {
  const stream = pictures.getReader();
  // Its own file may still be on its way; a picture that waited for it would be an old one.
  await ready;
  for (;;) {
    is_waiting = true;
    const { value, done } = await stream.read();
    if (done) return;
    if (is_ending) {
      value.close();
      continue;
    }
    is_waiting = false;
    has_come = true;
    const text = await read(value);
    if (is_ending || (text === null && faults < faults_most)) continue;
    const wanted = new Promise<void>((resolve) => (go_on = resolve));
    tell(text);
    await wanted;
  }
}

/** Not before every picture is given back. The camera has stopped, so its stream ends by itself behind
 * those on their way; a stream that is cancelled leaves them open. */
async function end(): Promise<void> {
  is_ending = true;
  go_on();
  await following;
  await reading;
  self.close();
}

self.addEventListener('message', ({ data: order }: MessageEvent<ReaderOrder>) => {
  if (order === null) void end();
  else if (order === 'next') go_on();
  else if (order === 'look') look();
  else if ('pictures' in order) following = follow(order.pictures);
  else void read(order.picture).then(tell);
});
