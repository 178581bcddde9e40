// SPDX-License-Identifier: Apache-2.0
// Somebody without a mouse.
import { expect, type Locator, type Page } from '@playwright/test';

/** Tab until it has the focus; fails when the way there is longer than any page. */
export async function tab_to(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let i = 0; i < 120 && !(await target.evaluate((element) => element === document.activeElement)); i += 1) await page.keyboard.press('Tab');
  await expect(target).toBeFocused();
}
