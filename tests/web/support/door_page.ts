// SPDX-License-Identifier: Apache-2.0
// A phone (or a laptop) with the door app: a browser with a profile of its own, that can be closed
// and opened again, with or without a camera, with a clock that is right or wrong.
import { chromium, expect, type BrowserContext, type CDPSession, type Locator, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium_flags } from '../playwright.config';
import { brotliCompressSync } from 'node:zlib';
import type { Ceremony } from './ceremony';
import { Faults } from './faults';

export interface Equipment {
  /** A film for the camera (film.ts). Without: no camera. */
  film?: string;
  /** That many cameras of Chromium's own instead, with a moving test picture. */
  cameras?: number;
  /** Nobody allows the camera when the browser asks. */
  denies_camera?: boolean;
  /** The browser says that the camera is allowed; without, it cannot tell, and a tap starts it. */
  tells_allowed?: boolean;
  /** How much its clock is ahead of this machine's. */
  ahead_ms: number;
  viewport?: { width: number; height: number };
  /** Results do not go by themselves, so that there is time to look at them. */
  results_stay?: boolean;
  /** Runs in the page before the app does. */
  before?: () => void;
}

export interface Key {
  key: string;
  code: string;
  text?: string;
  /** 8: shift. */
  modifiers?: number;
}

const signs: Record<string, Omit<Key, 'key'>> = { ':': { code: 'Semicolon', modifiers: 8 }, '/': { code: 'Slash' }, '.': { code: 'Period' }, '-': { code: 'Minus' } };

/** As a reader types it on a US keyboard. */
export function key_of(key: string): Key {
  if (/\d/.test(key)) return { key, text: key, code: `Digit${key}` };
  if (/[A-Z]/.test(key)) return { key, text: key, code: `Key${key}`, modifiers: 8 };
  if (/[a-z]/.test(key)) return { key, text: key, code: `Key${key.toUpperCase()}` };
  return { key, text: key, ...signs[key]! };
}

export class DoorPage {
  page!: Page;
  readonly faults = new Faults();
  private context!: BrowserContext;
  private keyboard!: CDPSession;
  private readonly profile = mkdtempSync(join(tmpdir(), 'kinhmoi-phone-'));

  constructor(
    private readonly ceremony: Ceremony,
    readonly kit: Equipment,
  ) {
    // A server that is away is what doors are made for.
    this.faults.allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INTERNET_DISCONNECTED/);
  }

  async open(path = '/door/'): Promise<void> {
    const { film, cameras, denies_camera, tells_allowed, ahead_ms, viewport, results_stay, before } = this.kit;
    const answer = denies_camera ? '--deny-permission-prompts' : '--use-fake-ui-for-media-stream';
    const count = cameras ? `=device-count=${cameras}` : '';
    const camera = film || cameras ? [answer, `--use-fake-device-for-media-stream${count}`] : [];
    if (film) camera.push(`--use-file-for-fake-video-capture=${film}`);
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.KINHMOI_CHROMIUM ?? '/usr/bin/chromium',
      args: [...chromium_flags, '--autoplay-policy=no-user-gesture-required', ...camera],
      baseURL: this.ceremony.url,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
      viewport: viewport ?? { width: 390, height: 844 },
    });
    await this.faults.watch(this.context);
    await this.context.addInitScript((shift) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + shift;
    }, ahead_ms);
    if (!tells_allowed) {
      await this.context.addInitScript(() => {
        Permissions.prototype.query = () => Promise.reject(new TypeError('camera is no permission'));
      });
    }
    if (results_stay) {
      await this.context.addInitScript(() => {
        const start = window.setTimeout.bind(window);
        const slow = (work: () => void, ms?: number) => start(work, ms === 2_500 || ms === 8_000 ? 600_000 : ms);
        window.setTimeout = slow as typeof window.setTimeout;
      });
    }
    if (before) await this.context.addInitScript(before);
    this.page = this.context.pages()[0]!;
    await this.page.goto(path);
    this.keyboard = await this.context.newCDPSession(this.page);
  }

  /** The browser is closed; what it kept stays. */
  close(): Promise<void> {
    return this.context.close();
  }

  async remove(): Promise<void> {
    await this.context.close().catch(() => undefined);
    rmSync(this.profile, { recursive: true, force: true });
  }

  new_tab(): Promise<Page> {
    return this.context.newPage();
  }

  /** By the link of the organizers, then straight to work. */
  async pair(gate_code = 'ct-1'): Promise<void> {
    await this.page.goto(`/door/#${await this.ceremony.door_code(gate_code)}`);
    await this.page.getByRole('button', { name: 'Ghép máy này' }).click();
    await expect(this.heading('Kiểm tra trước giờ đón')).toBeVisible();
    await this.go('/');
    await this.in_sync();
  }

  async go(path: string): Promise<void> {
    await this.page.evaluate((to) => (location.hash = to), path);
  }

  async start_camera(): Promise<void> {
    await this.page.getByRole('button', { name: 'Bật camera để quét' }).click();
  }

  /** A USB reader: real key events, a millisecond apart, wherever the focus is. */
  async reader(text: string): Promise<void> {
    await this.keys([...[...text].map(key_of), { key: 'Enter', text: '\r', code: 'Enter' }]);
  }

  /** Key events a millisecond apart. */
  async keys(all: Key[]): Promise<void> {
    const begin = Date.now() / 1000;
    await Promise.all(
      all.flatMap((key, i) => {
        const timestamp = begin + i / 1000;
        const down = this.keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key });
        const { text: _, ...released } = key;
        const up = this.keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...released });
        return [down, up];
      }),
    );
  }

  /** The server works on, this phone does not reach it. */
  async cut_off(): Promise<void> {
    this.faults.allow(/ERR_FAILED/);
    await this.context.route('**/api/**', (route) => route.abort());
    // A call that was under way still gets its answer; the one after it does not.
    await expect(async () => {
      await this.page.evaluate(() => dispatchEvent(new Event('online')));
      await expect(this.page.getByText(/^Ngoại tuyến/).first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
  }

  async join_again(): Promise<void> {
    await this.context.unroute('**/api/**');
    await this.page.evaluate(() => dispatchEvent(new Event('online')));
    await this.in_sync();
  }

  /** As on a processor that many times slower. */
  async throttle(rate: number): Promise<void> {
    await this.keyboard.send('Emulation.setCPUThrottlingRate', { rate });
  }

  /** What the server says about the list, changed on the way. */
  async serve_list<T>(change: (snapshot: T) => T): Promise<void> {
    await this.context.route('**/api/v1/door/snapshot*', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: change((await response.json()) as T) });
    });
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, exact: true });
  }

  /** The result area, when it shows this kind. */
  result(kind: string): Locator {
    return this.page.locator(`section[data-kind="${kind}"]`);
  }

  async expect_result(kind: string, word: string): Promise<Locator> {
    const shown = this.result(kind);
    await expect(shown).toBeVisible();
    await expect(shown.getByRole('heading', { level: 2 })).toHaveText(word);
    return shown;
  }

  async in_sync(): Promise<void> {
    await expect(this.page.getByText('Trực tuyến · Đã đồng bộ').first()).toBeVisible();
  }
}

/** Before the app: a browser whose camera gives no stream of pictures, so that the page takes them. */
export function without_stream(): void {
  Reflect.deleteProperty(window, 'MediaStreamTrackProcessor');
}

/** What scanning waits for, as brotli sends it: the page's own scripts and styles and all that these
 * import at once. Apart from it: the reader, its wasm, and what is fetched beside scanning. */
export async function page_weight(ceremony: Ceremony): Promise<{ files: number; bytes: number }> {
  const get = async (path: string) => (await ceremony.nobody().send('GET', path)).body;
  const html = (await get('/door/')).toString('utf8');
  const paths = new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((found) => found[1]!));
  let bytes = 0;
  for (const path of paths) {
    const file = await get(path);
    bytes += brotliCompressSync(file).length;
    const imports = file.toString('utf8').matchAll(/(?:import|from)\s*["'`]\.\/([\w.-]+)["'`]/g);
    for (const [, name] of imports) paths.add(`/assets/${name}`);
  }
  return { files: paths.size, bytes };
}
