// SPDX-License-Identifier: Apache-2.0
// A page as its printer gets it: a PDF by Chromium, looked at through poppler and zbar.
import type { Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DPI = 150;
const dots = (mm: number) => Math.round((mm * DPI) / 25.4);
const mm = (count: number) => (count * 25.4) / DPI;

/** A QR that stands alone on its card. */
export interface Code {
  text: string;
  width_mm: number;
  height_mm: number;
  /** The least white around it, up to other print or the edge of the card. */
  clear_mm: number;
}

export interface Sheet {
  width_mm: number;
  height_mm: number;
  text: string;
  codes: Code[];
  /** Names of the fonts it is set in. */
  fonts: string[];
  /** The colour of the very corner. */
  paper: 'white' | 'coloured';
}

/** How wide the outermost rules of the first sheet are, in dots of 1/600 inch, half way down. */
export async function outer_rules(page: Page): Promise<{ left: number; right: number }> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const half_way = { r: 600, x: 0, y: 3500, W: 8000, H: 1, f: 1, l: 1 };
  const options = Object.entries(half_way).flatMap(([flag, value]) => [`-${flag}`, String(value)]);
  const line = execFileSync('pdftoppm', ['-gray', ...options, '-'], { input: pdf });
  const [head, width] = /^P5\s(\d+)\s1\s255\s/.exec(line.subarray(0, 30).toString('latin1'))!;
  const dots_of = [...line.subarray(head.length)].map((grey) => grey < 128);
  const run = (from: number, step: number) => {
    let at = from;
    while (dots_of[at] === false) at += step;
    const first = at;
    while (dots_of[at]) at += step;
    return Math.abs(at - first);
  };
  return { left: run(0, 1), right: run(Number(width) - 1, -1) };
}

interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

function crop(pdf: string, sheet: number, area: Area): Buffer {
  const { left, top, width, height } = area;
  const place = { r: DPI, x: dots(left), y: dots(top), W: dots(width), H: dots(height), f: sheet, l: sheet };
  return execFileSync('pdftoppm', ['-gray', ...Object.entries(place).flatMap(([flag, value]) => [`-${flag}`, String(value)]), pdf]);
}

/** The lines (or columns) of a picture that have something dark, as runs: the longest one. */
function longest_run(is_dark: (at: number) => boolean, count: number): { from: number; to: number; clear: number } {
  let best = { from: 0, to: 0 };
  const runs: { from: number; to: number }[] = [];
  for (let at = 0; at < count; at += 1) {
    if (!is_dark(at)) continue;
    const last = runs.at(-1);
    if (last?.to === at) last.to += 1;
    else runs.push({ from: at, to: at + 1 });
  }
  for (const run of runs) if (run.to - run.from > best.to - best.from) best = run;
  const index = runs.indexOf(best);
  return { ...best, clear: Math.min(best.from - (runs[index - 1]?.to ?? 0), (runs[index + 1]?.from ?? count) - best.to) };
}

/** No line of a QR is empty from side to side, while lines of text have white between them. */
function code_of(picture: Buffer): Code | undefined {
  const text = decoded(picture);
  if (!text) return undefined;
  const [, width, height] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(picture.subarray(0, 30).toString('latin1'))!.map(Number) as [number, number, number];
  const pixels = picture.subarray(picture.length - width * height);
  const is_dark = (x: number, y: number) => pixels[y * width + x]! < 128;
  const rows = longest_run((y) => range(0, width).some((x) => is_dark(x, y)), height);
  const columns = longest_run((x) => range(rows.from, rows.to).some((y) => is_dark(x, y)), width);
  return { text, width_mm: mm(columns.to - columns.from), height_mm: mm(rows.to - rows.from), clear_mm: mm(Math.min(rows.clear, columns.clear)) };
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function decoded(picture: Buffer): string | undefined {
  try {
    const words = ['--quiet', '--nodbus', '--raw', '-Sdisable', '-Sqrcode.enable', '-'];
    return execFileSync('zbarimg', words, { input: picture, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }).trim();
  } catch (thrown) {
    // 4: it looked, and there is none.
    if ((thrown as { status?: number }).status === 4) return undefined;
    throw thrown;
  }
}

/** How cards lie on A4, in two columns: four A6 with the code below the text, or eight A7 with the code beside it. */
export interface Layout {
  rows: number;
  /** Where the code's part of a card begins. */
  from_mm: number;
}
const A6: Layout = { rows: 2, from_mm: 1 };
/** A millimetre inside their cuts. */
const cards_of = ({ rows, from_mm }: Layout) =>
  range(0, rows).flatMap((row) => [0, 1].map((column) => ({ left: column * 105 + from_mm, top: (row * 296) / rows + 1, width: 104 - from_mm, height: 296 / rows - 2 })));

/** The sheets that the page prints, with cards that lie so. KINHMOI_LOOK=FOLDER keeps their pictures as NAME-print-N.png. */
export async function printed(page: Page, name: string, layout = A6): Promise<Sheet[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kinhmoi-paper-'));
  try {
    const pdf = join(folder, 'paper.pdf');
    await page.pdf({ path: pdf, preferCSSPageSize: true });
    keep(pdf, name);
    const told = execFileSync('pdfinfo', ['-l', '-1', pdf], { encoding: 'utf8' });
    return [...told.matchAll(/size:\s+([\d.]+) x ([\d.]+) pts/g)].map(([, width, height], i) => {
      const sheet = String(i + 1);
      const text = execFileSync('pdftotext', ['-layout', '-f', sheet, '-l', sheet, pdf, '-'], { encoding: 'utf8' });
      return {
        width_mm: (Number(width) * 25.4) / 72,
        height_mm: (Number(height) * 25.4) / 72,
        text: text.normalize('NFC'),
        fonts: fonts_of(pdf, sheet),
        codes: cards_of(layout).flatMap((card) => code_of(crop(pdf, i + 1, card)) ?? []),
        paper: crop(pdf, i + 1, { left: 0.5, top: 0.5, width: 0.2, height: 0.2 }).at(-1) === 255 ? 'white' : 'coloured',
      };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fonts_of(pdf: string, sheet: string): string[] {
  const [, , ...lines] = execFileSync('pdffonts', ['-f', sheet, '-l', sheet, pdf], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => line.split(' ')[0]!.replace(/^[A-Z]{6}\+/, ''));
}

function keep(pdf: string, name: string): void {
  const look = process.env.KINHMOI_LOOK;
  if (!look) return;
  mkdirSync(look, { recursive: true });
  execFileSync('pdftoppm', ['-r', String(DPI), '-png', pdf, join(look, `${name}-print`)]);
}
