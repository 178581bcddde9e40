// SPDX-License-Identifier: Apache-2.0
// Measures pages instead of judging them: scripts/bench --door.
import { defineConfig } from '@playwright/test';
import pages from './playwright.config';

export default defineConfig({ ...pages, testDir: 'bench', testMatch: '**/*.bench.ts', workers: 1, timeout: 300_000 });
