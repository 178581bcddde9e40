// SPDX-License-Identifier: Apache-2.0
// The incidents that staff has looked at: said once, they need no room on the scanning screen. The
// organizers close them; a page that is opened anew says them again.
import type { Desk } from './desk.svelte';

type Incident = Desk['status']['incidents'][number];

class LookedAt {
  private ids: ReadonlySet<string> = $state.raw(new Set());

  add(incidents: readonly Incident[]): void {
    if (incidents.every(({ id }) => this.ids.has(id))) return;
    this.ids = new Set([...this.ids, ...incidents.map(({ id }) => id)]);
  }

  /** What is news at this door: not what its own staff has just given a reason for. */
  news(desk: Desk): Incident[] {
    const { incidents, setting } = desk.status;
    const is_own = ({ kind, device_id }: Incident) => kind === 'override_used' && device_id === setting?.device.id;
    return incidents.filter((incident) => !this.ids.has(incident.id) && !is_own(incident));
  }
}

export const looked_at = new LookedAt();
