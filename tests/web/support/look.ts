// SPDX-License-Identifier: Apache-2.0
// Pictures for people to look at: KINHMOI_LOOK=FOLDER makes look() take them; else it does nothing.
import type { Page } from '@playwright/test';
import { join } from 'node:path';

const usual = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
];

/** The page as it stands, on a phone and a desktop when not said otherwise, light and dark: NAME-390-dark.png … */
export async function look(page: Page, name: string, sizes = usual): Promise<void> {
  const folder = process.env.KINHMOI_LOOK;
  if (!folder) return;
  const before = page.viewportSize();
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const path = join(folder, `${name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
