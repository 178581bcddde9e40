// SPDX-License-Identifier: Apache-2.0
// The test that page specs use: a ceremony of its own, and pages that are watched.
//
//   import { expect, test } from '../support/page';
//   test('…', async ({ ceremony, page, open }) => {
//     await page.goto('/sign-in');                                   // nobody, 1280x720
//     const clerk = await open(await ceremony.create_clerk('ct-sgddt'), '/agency/');
//   });
import { test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import { type Account, Ceremony, start_ceremony } from './ceremony';
import { Faults } from './faults';

interface Fixtures {
  /** Begins moments.lists_open. Files whose tests share one call start_ceremony in beforeAll. */
  ceremony: Ceremony;
  faults: Faults;
  /** A page in a browser of its own, signed in or (null) not. */
  open: (who: Account | null, path: string, options?: BrowserContextOptions) => Promise<Page>;
}

export const test = base.extend<Fixtures>({
  ceremony: async ({}, use) => {
    const ceremony = await start_ceremony();
    await use(ceremony);
    await ceremony.remove();
  },
  baseURL: async ({ ceremony }, use) => use(ceremony.url),
  faults: async ({}, use) => {
    const faults = new Faults();
    await use(faults);
    faults.check();
  },
  context: async ({ context, faults }, use) => {
    await faults.watch(context);
    await use(context);
  },
  open: async ({ browser, contextOptions, ceremony, faults }, use) => {
    const opened: Page[] = [];
    await use(async (who, path, options = {}) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: ceremony.url, ...options });
      await faults.watch(context);
      if (who) await ceremony.sign_in(context, who);
      const page = await context.newPage();
      opened.push(page);
      await page.goto(path);
      return page;
    });
    for (const page of opened) await page.context().close();
  },
});

export { expect } from '@playwright/test';
