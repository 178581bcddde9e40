// SPDX-License-Identifier: Apache-2.0
// Filters stand in the address, so that a reload, the back button and a bookmark keep them.
import { router } from '$lib/router.svelte';

export function query(): URLSearchParams {
  return new URLSearchParams(router.path.split('?')[1] ?? '');
}

/** Sets what is given and drops what is empty; does not add to the history. */
export function set_query(changes: Record<string, string>): void {
  const params = query();
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value);
    else params.delete(name);
  }
  const text = params.toString();
  location.replace(`#${router.path.split('?')[0]}${text ? `?${text}` : ''}`);
}

const NOWHERE: string[] = [];

/** The cursors walked so far. They belong to their filters: with others the pages begin anew. */
export class Trail {
  #walked: { filters: string; cursors: string[] } = $state.raw({ filters: '', cursors: NOWHERE });

  get cursors(): string[] {
    return this.#walked.filters === query().toString() ? this.#walked.cursors : NOWHERE;
  }
  set cursors(cursors: string[]) {
    this.#walked = { filters: query().toString(), cursors };
  }
}
