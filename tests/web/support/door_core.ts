// SPDX-License-Identifier: Apache-2.0
// The door's core in an empty page of a real browser, against the real server: no screens.
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ceremony } from './ceremony';
import { project } from './server';

/** The part of server/web/door/core/results.ts that the tests look at. */
export interface DoorResult {
  kind: string;
  scan_id: string | null;
  verdict: string | null;
  check: string | null;
  mode: string | null;
  first_in: { gate: string; is_this_gate: boolean } | null;
  holder: { label: string; note: string } | null;
  room: number;
  notes: string[];
  ask: { count: boolean; escort: boolean; room: number } | null;
  may_override: string | null;
  waiting: number;
}
export interface DoorStatus {
  phase: string;
  link: string;
  waiting: number;
  setting: { event: { wipe_at: string }; device: { id: string; valid_until: string } } | null;
  pass_count: number;
  present: number;
  clock: { offset_ms: number; is_suspect: boolean };
  incidents: { kind: string }[];
  is_storage_broken: boolean;
}
export interface HistoryRow {
  scan_id: string;
  kind: string;
  label: string;
  mode: string;
  is_sent: boolean;
  is_undone: boolean;
}
export interface FoundRow {
  pass_id: string;
  holder: { label: string; note: string };
}
export interface ScanOptions {
  direction?: 'in' | 'out';
  count?: number;
  escort_seen?: boolean;
  override?: { refused: string; reason: string };
  is_deliberate?: boolean;
}
interface Door {
  close(): Promise<void>;
  use_here(): void;
  readonly status: DoorStatus;
  enrol(code: string): Promise<unknown>;
  scan(input: { text: string } | { pass_id: string }, options?: ScanOptions): Promise<DoorResult | null>;
  undo(scan_id: string): Promise<DoorResult | string>;
  walk_in(form: { full_name: string; organization?: string }): Promise<unknown>;
  search(query: string): FoundRow[];
  history(): HistoryRow[];
  sync(): Promise<void>;
  saved_scans(): Promise<{ label: string; text: string; unreadable: number }>;
  unpair(): Promise<boolean>;
  update(): boolean;
}
declare global {
  interface Window {
    door: Door;
    /** Copies the newest scan of the store, waiting, until there are count more. */
    fill_queue(count: number): Promise<void>;
  }
}

export const door_calls = '**/api/v1/door/**';

let script: string | undefined;

/** Built once a worker, from the sources. */
function core_script(): string {
  if (script !== undefined) return script;
  const folder = mkdtempSync(join(tmpdir(), 'kinhmoi-door-core-'));
  const web = join(project, 'server/web');
  const config = join(folder, 'vite.config.mjs');
  const settings = {
    root: web,
    logLevel: 'error',
    resolve: { alias: { $lib: join(web, 'lib') } },
    build: {
      target: 'es2022',
      outDir: join(folder, 'out'),
      lib: {
        entry: join(project, 'tests/web/door_core/page.ts'),
        formats: ['es'],
        fileName: 'core',
      },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  };
  writeFileSync(config, `export default ${JSON.stringify(settings)};\n`);
  const vite = join(web, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--config', config], { cwd: web });
  script = readFileSync(join(folder, 'out/core.js'), 'utf8');
  rmSync(folder, { recursive: true });
  return script;
}

/** One phone: a browser of its own, its clock shifted to the server's or away from it. */
export class DoorPhone {
  page!: Page;

  private constructor(
    readonly context: BrowserContext,
    private readonly ceremony: Ceremony,
    /** What its clock is ahead of this machine's, from the next open() on. */
    public shift_ms: number,
  ) {}

  /** shift_ms: what its clock is ahead of this machine's. */
  static async start(browser: Browser, ceremony: Ceremony, shift_ms: number): Promise<DoorPhone> {
    const context = await browser.newContext({ baseURL: ceremony.url, serviceWorkers: 'block' });
    await context.route('**/door/core.html*', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<!doctype html><title>…</title><script type="module" src="/door/core.js"></script>',
      }),
    );
    const body = core_script();
    await context.route('**/door/core.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    );
    const phone = new DoorPhone(context, ceremony, shift_ms);
    await phone.open();
    return phone;
  }

  /** As a person who opens the app: again after close_page(). */
  async open(): Promise<void> {
    this.page = await this.context.newPage();
    await this.page.goto(`/door/core.html?shift_ms=${Math.round(this.shift_ms)}`);
    await expect(this.page).toHaveTitle('ready');
    await expect.poll(async () => (await this.status()).phase).not.toBe('opening');
  }

  close_page(): Promise<void> {
    return this.page.close();
  }

  async enrol(gate = 'ct-1', label = 'Máy thử'): Promise<void> {
    const code = await this.ceremony.door_code(gate, label);
    const fault = await this.page.evaluate((text) => window.door.enrol(text), code);
    expect(fault).toBeNull();
    await expect.poll(async () => (await this.status()).phase).toBe('ready');
    await this.caught_up();
  }

  status(): Promise<DoorStatus> {
    return this.page.evaluate(() => window.door.status);
  }
  history(): Promise<HistoryRow[]> {
    return this.page.evaluate(() => window.door.history());
  }
  sync(): Promise<void> {
    return this.page.evaluate(() => window.door.sync());
  }

  /** Online, nothing waiting. */
  async caught_up(): Promise<void> {
    await expect
      .poll(async () => {
        const { link, waiting } = await this.status();
        return `${link} ${waiting}`;
      })
      .toBe('online 0');
  }

  /** Deliberate unless said otherwise: the same code counts again at once. */
  async scan(text: string, options: ScanOptions = {}): Promise<DoorResult> {
    const wanted = { is_deliberate: true, ...options };
    const result = await this.page.evaluate(
      ([input, how]) => window.door.scan({ text: input }, how),
      [text, wanted] as const,
    );
    if (!result) throw new Error('the door ignored this scan');
    return result;
  }

  /** The server cannot be reached, and the phone has noticed. */
  async go_offline(): Promise<void> {
    await this.context.route(door_calls, (route) => route.abort());
    await expect.poll(async () => (await this.status()).link).toBe('offline');
  }
  async go_online(): Promise<void> {
    await this.context.unroute(door_calls);
    await this.page.evaluate(() => window.dispatchEvent(new Event('online')));
    await this.caught_up();
  }

  /** Everything that IndexedDB holds, as one text; keys and boxes as the bytes they are. */
  dump(): Promise<string> {
    return this.page.evaluate(async () => {
      const parts: string[] = [];
      const show = (value: unknown): string => {
        if (value instanceof CryptoKey) return `key extractable=${value.extractable}`;
        if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
        if (ArrayBuffer.isView(value)) return show(value.buffer);
        if (value === null || typeof value !== 'object') return String(value);
        return Object.entries(value)
          .map(([name, one]) => `${name}=${show(one)}`)
          .join(' ');
      };
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const opening = indexedDB.open(name!);
          opening.onsuccess = () => resolve(opening.result);
          opening.onerror = () => reject(opening.error);
        });
        for (const store of db.objectStoreNames) {
          const rows = await new Promise<unknown[]>((resolve, reject) => {
            const asking = db.transaction(store).objectStore(store).getAll();
            asking.onsuccess = () => resolve(asking.result as unknown[]);
            asking.onerror = () => reject(asking.error);
          });
          for (const row of rows) parts.push(`${store}: ${show(row)}`);
        }
        db.close();
      }
      return parts.join('\n');
    });
  }

  async remove(): Promise<void> {
    await this.context.close();
  }
}
