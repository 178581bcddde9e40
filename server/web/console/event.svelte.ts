// SPDX-License-Identifier: Apache-2.0
// The event that is open, shared by all its places: itself, its sites and its groups.
import { api, ask, type Schemas } from '$lib/api/client';
import { every, Loader } from './parts/loader.svelte';

export interface Opened {
  event: Schemas['Event'];
  sites: Schemas['Site'][];
  groups: Schemas['Group'][];
}

class CurrentEvent {
  loader = $state.raw(new Loader<Opened>());
  #id = '';

  open(id: string): void {
    if (id === this.#id) return;
    this.#id = id;
    this.loader = new Loader<Opened>();
    void this.reload();
  }

  reload(): Promise<void> {
    const path = { event: this.#id };
    return this.loader.run(async () => {
      const [event, sites, groups] = await Promise.all([
        ask(api.GET('/api/v1/events/{event}', { params: { path } })),
        every((cursor) => ask(api.GET('/api/v1/events/{event}/sites', { params: { path, query: { limit: 500, cursor } } }))),
        every((cursor) => ask(api.GET('/api/v1/events/{event}/groups', { params: { path, query: { limit: 500, cursor } } }))),
      ]);
      return { event, sites, groups };
    });
  }

  /** Only for places inside EventFrame, which shows them once the event is here. */
  get here(): Opened {
    return this.loader.value!;
  }
  /** As on documents, for lists of agencies; beside a person a sensitive group keeps its label. */
  group_name(group: { id: string; label: string }): string {
    const known = this.here.groups.find((one) => one.id === group.id);
    return known && !known.is_vulnerable ? known.name : group.label;
  }
  get zone(): string {
    return this.here.event.time_zone;
  }
}

export const current = new CurrentEvent();
