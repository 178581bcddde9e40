// SPDX-License-Identifier: Apache-2.0
// The real program as a child process, on a free port, with its data in a folder of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../../../', import.meta.url));

function program(): string {
  const path = process.env.KINHMOI_BIN;
  if (!path) throw new Error('KINHMOI_BIN must name the kinhmoi program (build/test/server/kinhmoi)');
  return path;
}

export class Server {
  private readonly folder = mkdtempSync(join(tmpdir(), 'kinhmoi-web-'));
  private readonly data = join(this.folder, 'data');
  private process: ChildProcess | undefined;
  private port = 0;

  constructor() {
    this.command('init');
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Runs a command over the data; the server must not be running. */
  command(...words: string[]): string {
    const [verb, ...rest] = words;
    const subcommand = rest[0] !== undefined && /^[a-z][a-z-]*$/.test(rest[0]) ? [rest.shift()!] : [];
    return execFileSync(program(), [verb!, ...subcommand, '--data', this.data, ...rest], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Serves; its clock begins at now (RFC 3339). Started again it keeps its port. */
  async start(now: string): Promise<void> {
    await this.stop();
    const words = ['serve', '--data', this.data, '--http', '--port', String(this.port), '--now', now];
    // Pages that are being worked on, from disk instead of those in the program.
    if (process.env.KINHMOI_WEB_DIR) words.push('--web-dir', process.env.KINHMOI_WEB_DIR);
    const child = spawn(program(), words, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    const log: string[] = [];
    createInterface({ input: child.stderr! }).on('line', (line) => log.push(line));
    for await (const line of createInterface({ input: child.stdout! })) {
      const ready = /^ready http:\/\/127\.0\.0\.1:(\d+)$/.exec(line);
      if (!ready) continue;
      this.port = Number(ready[1]);
      return;
    }
    throw new Error(`the server did not start: ${log.join('\n')}`);
  }

  /** As the network going away: what was answered is on disk. */
  async stop(): Promise<void> {
    const child = this.process;
    if (!child) return;
    this.process = undefined;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    if (child.exitCode !== 0) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}`);
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }
}
