// SPDX-License-Identifier: Apache-2.0
// Between a reading and its verdict: what must have happened before it is shown, and what must wait.
import { expect, test } from '@playwright/test';
import { digits_of } from '../support/ceremony';
import { open_entrance } from '../support/entrance';
import { make_film } from '../support/film';

const entrance = open_entrance(4);
const { fresh_pass, paired_door, png_of } = entrance;

/** The disk says that it is done, and the page hears of it when `release` is called. */
interface Held {
  durabilities: string[];
  waiting: (() => void)[];
}
declare global {
  interface Window {
    held: Held;
    /** What the screen said of the result and of the count, whenever one of them changed. */
    order: string[];
  }
}

test('nothing is green before the scan is on the disk', async () => {
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.cut_off();
  await page.evaluate(() => {
    window.held = { durabilities: [], waiting: [] };
    Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
      set(this: IDBTransaction, heard: () => void) {
        this.addEventListener('complete', () => {
          if (!this.objectStoreNames.contains('effects')) return heard();
          window.held.durabilities.push(this.durability);
          window.held.waiting.push(heard);
        });
      },
    });
  });
  await door.reader(digits_of(fresh_pass()));
  await expect.poll(() => page.evaluate(() => window.held.durabilities)).toEqual(['strict']);
  expect(await page.locator('section[data-kind]').count()).toBe(0);
  await page.evaluate(() => window.held.waiting.forEach((heard) => heard()));
  await door.expect_result('admitted', 'MỜI VÀO');
});

test('the verdict comes before what it changes: the count, the line of the network', async () => {
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.cut_off();
  await page.evaluate(() => {
    window.order = [];
    new MutationObserver(() => {
      const kind = document.querySelector('section[data-kind]')?.getAttribute('data-kind') ?? 'nothing';
      const count = document.querySelector('header .count strong')?.textContent;
      const line = document.querySelector('header .chip')?.textContent?.trim();
      window.order.push(`${kind}, ${count} came, ${line}`);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await door.reader(digits_of(fresh_pass()));
  await door.expect_result('admitted', 'MỜI VÀO');
  await expect(page.locator('header .count strong')).toHaveText('1');
  await expect(page.locator('header .chip')).toHaveText('Ngoại tuyến · 1 lượt chờ gửi');
  const order = await page.evaluate(() => window.order);
  expect(order.find((step) => step !== 'nothing, 0 came, Ngoại tuyến')).toBe('admitted, 0 came, Ngoại tuyến');
});

test('after a text no picture is taken until its verdict is shown, and then the next', async () => {
  const door = await paired_door({ film: make_film([{ png: await png_of(fresh_pass()), seconds: 1 }]) });
  const reader = door.page.waitForEvent('worker');
  await door.start_camera();
  const steps = await (await reader).evaluateHandle(() => {
    const seen: string[] = [];
    const { prototype } = ReadableStreamDefaultReader;
    const read = prototype.read;
    prototype.read = function (this: ReadableStreamDefaultReader) {
      seen.push('asks');
      return read.call(this);
    };
    const answer = self.postMessage.bind(self);
    self.postMessage = ((message: { text: string | null }) => {
      if (message.text !== null) seen.push('tells');
      answer(message);
    }) as typeof self.postMessage;
    // When the reader looks at what it was sent: a listener of ours would come after its own.
    const data = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')!.get!;
    Object.defineProperty(MessageEvent.prototype, 'data', {
      get(this: MessageEvent) {
        const order: unknown = data.call(this);
        if (order === 'next') seen.push('may');
        return order;
      },
    });
    return seen;
  });
  const told = () => steps.evaluate((seen) => seen.filter((step) => step === 'tells').length);
  await expect.poll(told).toBeGreaterThan(20);
  const all = await steps.evaluate((seen) => seen.join(' '));
  expect(all).not.toMatch(/tells (?!may)\S/);
  expect(all).toContain('tells may asks');
});
