// SPDX-License-Identifier: Apache-2.0
// Two people in one form. Before it is saved the item is read again: what somebody else changed since
// the form began is named, and saved over only by a second press. What is saved carries the etag that was
// read (If-Match), so that not even an instant lies between reading and saving.

import { Refusal } from '$lib/api/client';
import { take_theirs, type Changed, type Fields } from './take_theirs';

export const if_match = (item: { etag: string }) => ({ 'If-Match': `"${item.etag}"` });

/**
 * Reads, asks whether that may be saved over, and saves it; when somebody was quicker in between it begins
 * again with what they saved. False: nothing was saved, and the form says why.
 */
export async function save_over<T>(read: () => Promise<T>, may: (now: T) => boolean | Promise<boolean>, save: (now: T) => Promise<unknown>): Promise<boolean> {
  for (;;) {
    const now = await read();
    if (!(await may(now))) return false;
    try {
      await save(now);
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Refusal) || thrown.status !== 412) throw thrown;
    }
  }
}

export class Meanwhile {
  changed: Changed[] = $state.raw([]);
  #before: Fields = {};

  /** With the fields as the form begins; a copy, because forms change. */
  begin(fields: Fields): void {
    this.#before = structuredClone(fields);
    this.changed = [];
  }
  /** True when nobody changed anything that has not been shown already. */
  look(now: Fields, form: Fields): boolean {
    const changed = take_theirs(this.#before, now, form);
    this.#before = structuredClone(now);
    this.changed = changed.length > 0 ? changed : this.changed;
    return changed.length === 0;
  }
}
