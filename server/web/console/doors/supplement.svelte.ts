// SPDX-License-Identifier: Apache-2.0
// Who is to be added and is not yet: it stays while one looks at other places.
import type { Schemas } from '$lib/api/client';
import { current } from '../event.svelte';
import { new_scan_id } from '../parts/scan_id';
import { to_local } from '../parts/zone';
import type { Line } from './saved_scans';

export interface Added {
  line: Line;
  /** None for what a phone read: the server knows whose pass that is. */
  who?: Schemas['Delegate'];
  why_not: string;
}

class Supplement {
  #event = '';
  gate = $state('');
  /** As a datetime-local field holds it. */
  at = $state('');
  added: Added[] = $state.raw([]);

  /** That of this event; an empty one when it is another event than before. Nobody came in the future. */
  open(event: string): void {
    if (event === this.#event) return;
    this.#event = event;
    this.gate = '';
    const start = Math.min(Date.now(), Date.parse(current.here.event.starts_at));
    this.at = to_local(new Date(start).toISOString(), current.zone);
    this.added = [];
  }
  has(delegate: string): boolean {
    return this.added.some(({ line }) => line.delegate === delegate);
  }
  toggle(who: Schemas['Delegate']): void {
    const had = this.added.find(({ line }) => line.delegate === who.id);
    if (had) this.drop(had);
    else this.added = [{ line: { scan_id: new_scan_id(), delegate: who.id }, who, why_not: '' }, ...this.added];
  }
  drop(one: Added): void {
    this.added = this.added.filter((other) => other !== one);
  }
  /** What phones read, each once. */
  take(lines: Line[]): void {
    const had = new Set(this.added.map(({ line }) => line.scan_id));
    this.added = [...this.added, ...lines.filter((line) => !had.has(line.scan_id)).map((line) => ({ line, why_not: '' }))];
  }
}

export const supplement = new Supplement();
