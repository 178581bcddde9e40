// SPDX-License-Identifier: Apache-2.0
// Whether everybody can use a page: axe in light and dark, and no sideways scrolling at 320 px.
import { expect, type Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Of the page as it stands: call it for each state that looks different. */
export async function check_accessibility(page: Page): Promise<void> {
  // A page that is still being fetched has no heading, and is not what is meant.
  await expect(page.locator('h1').first()).toBeAttached();
  // Through the debugger, which the page's policy does not bind; axe itself evaluates nothing.
  await page.evaluate(source);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await page.evaluate(
      (wanted): Promise<AxeResults> =>
        (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
          runOnly: { type: 'tag', values: wanted },
        }),
      tags,
    );
    const told = violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary}`),
    );
    expect(told, `accessibility in ${colorScheme} of ${page.url()}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** At 320 px nothing is cut off or has to be scrolled sideways; then the size is as it was. */
export async function check_reflow(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  // What follows the width, as sheets of paper do, has a frame to do so.
  const too_wide = () =>
    page.evaluate(() =>
      document.documentElement.scrollWidth <= innerWidth
        ? []
        : [...document.body.querySelectorAll('*')]
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
            .map((element) => element.outerHTML.slice(0, 120)),
    );
  await expect.poll(too_wide, `wider than 320 px on ${page.url()}`).toEqual([]);
  if (before) await page.setViewportSize(before);
}
