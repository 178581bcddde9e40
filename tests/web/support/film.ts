// SPDX-License-Identifier: Apache-2.0
// A film for Chromium's fake camera: passes held up one after the other, again and again.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Chromium plays such a file at 30 pictures a second. */
const pictures_a_second = 30;

export interface Scene {
  /** PNG of a QR code; null: an empty desk. */
  png: Buffer | null;
  seconds: number;
  /** How wide the code stands in a picture of 1280 x 720; 380 when not said. */
  side?: number;
}

/** A QR code of any text, for codes that the server would never make. */
export function qr_png(text: string): Buffer {
  return execFileSync('qrencode', ['-l', 'M', '-s', '8', '-m', '4', '-o', '-', text]);
}

/** The path of the film. It lies in a temporary folder. */
export function make_film(scenes: Scene[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'kinhmoi-film-'));
  const pictures = scenes.map(({ png, side }, i) => picture(folder, i, png, side ?? 380));
  const path = join(folder, 'film.mjpeg');
  const frames = scenes.flatMap(({ seconds }, i) =>
    Array.from({ length: Math.round(seconds * pictures_a_second) }, () => pictures[i]!),
  );
  // Motion JPEG is nothing but one picture after the other.
  writeFileSync(path, Buffer.concat(frames));
  return path;
}

function picture(folder: string, number: number, png: Buffer | null, side: number): Buffer {
  const desk = 'color=c=0x8a8478:s=1280x720,noise=alls=12:allf=t';
  const still = ['-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', '-pix_fmt', 'yuvj420p', '-f', 'image2pipe', '-'];
  const quiet = ['-loglevel', 'error'];
  if (!png) return execFileSync('ffmpeg', [...quiet, '-f', 'lavfi', '-i', desk, ...still]);
  const code = join(folder, `${number}.png`);
  writeFileSync(code, png);
  const held_up = `[1:v]scale=${side}:${side}:flags=area,format=rgba[qr];[0:v][qr]overlay=(W-w)/2:(H-h)/2`;
  const inputs = ['-f', 'lavfi', '-i', desk, '-i', code];
  return execFileSync('ffmpeg', [...quiet, ...inputs, '-filter_complex', held_up, ...still]);
}
