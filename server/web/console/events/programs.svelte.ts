// SPDX-License-Identifier: Apache-2.0
// The programs that events may belong to, and the one that is being edited.
import { api, ask, type Schemas } from '$lib/api/client';
import { every } from '../parts/loader.svelte';

class Programs {
  items: Schemas['Program'][] = $state.raw([]);
  editing: { program: Schemas['Program'] | undefined } | undefined = $state.raw();

  async load(): Promise<void> {
    this.items = await every((cursor) => ask(api.GET('/api/v1/programs', { params: { query: { limit: 500, cursor } } })));
  }
}
export const programs = new Programs();
