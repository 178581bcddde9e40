// SPDX-License-Identifier: Apache-2.0
// What the console may weigh: what every visit loads, and on top the heaviest of its places.
import { brotliCompressSync } from 'node:zlib';
import { expect, test } from '../support/page';

const BUDGET = 60_000;

test('the console stays within its budget', async ({ ceremony }) => {
  const api = ceremony.nobody();
  const read = async (path: string) => (await api.send('GET', path)).body;
  const weights = new Map<string, number>();
  const weigh = async (files: Iterable<string>) => {
    let sum = 0;
    for (const file of files) {
      if (!weights.has(file)) weights.set(file, brotliCompressSync(await read(`/${file}`)).length);
      sum += weights.get(file)!;
    }
    return sum;
  };
  const html = (await read('/console/')).toString('utf8');
  const first = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((found) => found[1]!));
  const entry = [...first].find((file) => /console-[^/]*\.js$/.test(file))!;
  const text = (await read(`/${entry}`)).toString('utf8');
  const files = [...text.slice(0, text.indexOf('])')).matchAll(/["'`](assets\/[^"'`]+)["'`]/g)].map((found) => found[1]!);
  const places = [...text.matchAll(/import\(["'`]\.\/([^"'`]+)["'`]\),\s*__vite__mapDeps\(\[([\d,]*)\]\)/g)].map(
    ([, name, numbers]) => new Set([`assets/${name!}`, ...numbers!.split(',').filter(Boolean).map((n) => files[Number(n)]!)].filter((file) => !first.has(file))),
  );
  expect(places.length).toBeGreaterThan(15);
  const entry_bytes = await weigh(first);
  const heaviest = Math.max(...(await Promise.all(places.map(weigh))));
  console.log(`console: ${entry_bytes} + ${heaviest} of ${BUDGET} bytes`);
  expect(entry_bytes + heaviest).toBeLessThan(BUDGET);
});
