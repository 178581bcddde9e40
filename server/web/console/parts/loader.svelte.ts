// SPDX-License-Identifier: Apache-2.0
// Reading from the server with its states: busy, refused, here. The newest question wins.
import { untrack } from 'svelte';
import { as_refusal, type Refusal } from '$lib/api/client';

export class Loader<T> {
  value: T | undefined = $state.raw();
  refusal: Refusal | undefined = $state.raw();
  is_busy = $state(false);
  #turn = 0;

  /** What was read last, for the next reading: in an effect it is no reason to read again. */
  get had(): T | undefined {
    return untrack(() => this.value);
  }

  async run(work: () => Promise<T>): Promise<void> {
    const turn = ++this.#turn;
    this.is_busy = true;
    let value: T | undefined;
    let refusal: Refusal | undefined;
    try {
      value = await work();
    } catch (thrown) {
      refusal = as_refusal(thrown);
    }
    if (turn !== this.#turn) return;
    if (!refusal) this.value = value;
    this.refusal = refusal;
    this.is_busy = false;
  }
}

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** All pages of a list that is known to be short (sites, groups, contacts). */
export async function every<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(cursor);
    items.push(...answer.items);
    cursor = answer.next_cursor ?? undefined;
  } while (cursor);
  return items;
}
