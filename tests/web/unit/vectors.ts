// SPDX-License-Identifier: Apache-2.0
// Reads tests/vectors: what C++ and TypeScript must agree on.
import { readFileSync } from 'node:fs';

export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../vectors/${name}`, import.meta.url), 'utf8')) as T;
}
