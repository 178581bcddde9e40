// SPDX-License-Identifier: Apache-2.0
// The pages in Debian's Chromium against the real server: tests/web/pages. KINHMOI_BIN names the
// program; KINHMOI_LOOK a folder for pictures (support/look.ts).
import { defineConfig } from '@playwright/test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const chromium_flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but this machine can be reached, whatever a page asks for.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export default defineConfig({
  testDir: 'pages',
  testMatch: '**/*.spec.ts',
  outputDir: process.env.KINHMOI_WEB_RESULTS ?? join(tmpdir(), 'kinhmoi-web-results'),
  workers: 2,
  forbidOnly: true,
  // Limits are for what hangs; a machine shared with others takes its time.
  timeout: 300_000,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  use: {
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.KINHMOI_CHROMIUM ?? '/usr/bin/chromium',
      args: chromium_flags,
    },
  },
});
