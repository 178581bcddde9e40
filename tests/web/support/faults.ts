// SPDX-License-Identifier: Apache-2.0
// What no page may do, whatever a test looks at: talk to a foreign host, break its own security
// policy, write an error to the console, throw.
import { expect, type BrowserContext, type ConsoleMessage } from '@playwright/test';

const is_ours = (url: string): boolean => {
  const { protocol, hostname } = new URL(url.replace(/^blob:/, ''));
  return protocol === 'data:' || hostname === '127.0.0.1' || hostname === 'localhost';
};

export class Faults {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** For a test that provokes one, a refused password say: /status of 401/. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  async watch(context: BrowserContext): Promise<void> {
    const heard = (message: ConsoleMessage) => {
      if (message.type() === 'error') this.seen.push(`console: ${message.text()} (${message.location().url})`);
    };
    context.on('console', heard);
    context.on('weberror', (error) => this.seen.push(`thrown: ${error.error().stack ?? error.error()}`));
    context.on('request', (request) => {
      if (!is_ours(request.url())) this.seen.push(`foreign request: ${request.url()}`);
    });
    context.on('page', (page) => page.on('worker', (worker) => worker.on('console', heard)));
    await context.exposeBinding('kinhmoi_violation', (_source, text: string) => {
      this.seen.push(`policy: ${text}`);
    });
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report = (globalThis as unknown as { kinhmoi_violation: (text: string) => void }).kinhmoi_violation;
        report(`${event.effectiveDirective} refused ${event.blockedURI} in ${event.sourceFile}:${event.lineNumber}`);
      });
    });
  }

  /** What was seen and not allowed. */
  get wrong(): string[] {
    return this.seen.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
  }

  check(): void {
    expect(this.wrong, 'faults of the pages').toEqual([]);
  }
}
