// SPDX-License-Identifier: Apache-2.0
// What the pages compute, without a browser: tests/web/unit.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { $lib: fileURLToPath(new URL('../../server/web/lib', import.meta.url)) } },
  test: { include: ['unit/**/*.test.ts'], maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 },
});
