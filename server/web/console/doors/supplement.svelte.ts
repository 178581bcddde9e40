// SPDX-License-Identifier: Apache-2.0
// Who is to be added and is not yet. It stays while one looks at other places or signs in again, in this tab.
import type { Schemas } from '$lib/api/client';
import { session } from '$lib/session.svelte';
import { current } from '../event.svelte';
import { new_scan_id } from '../parts/scan_id';
import { to_local } from '../parts/zone';
import type { LetIn, Line } from './saved_scans';

export interface Added {
  line: Line;
  /** The delegate or the party; of what a phone read its scan. */
  of: string;
  /** Of what a phone read; whoever is ticked came in where the form says. */
  gate?: string;
  /** Empty until the server has said whose pass it is. */
  name: string;
  said: string;
  is_party: boolean;
  why_not: string;
}

const PREFIX = 'supplement:';

export class Supplement {
  gate = $state('');
  /** As a datetime-local field holds it. */
  at = $state('');
  added: Added[] = $state.raw([]);
  #key: string;

  /** Nobody came in the future. */
  constructor(event: string) {
    this.#key = `${PREFIX}${session.value?.account.id}:${event}`;
    const start = Math.min(Date.now(), Date.parse(current.here.event.starts_at));
    this.at = to_local(new Date(start).toISOString(), current.zone);
    const kept = sessionStorage.getItem(this.#key);
    if (kept) ({ gate: this.gate, at: this.at, added: this.added } = JSON.parse(kept) as Pick<Supplement, 'gate' | 'at' | 'added'>);
  }
  keep(): void {
    const { gate, at, added } = this;
    if (added.length > 0) sessionStorage.setItem(this.#key, JSON.stringify({ gate, at, added }));
    else sessionStorage.removeItem(this.#key);
  }

  has(who: Schemas['Delegate']): boolean {
    return this.added.some(({ of }) => of === (who.party ?? who.id));
  }
  /** Any member stands for a party, of which the paper says how many came. */
  add(who: Schemas['Delegate'], name: string, said: string): void {
    if (this.has(who)) return;
    const line = { scan_id: new_scan_id(), delegate: who.id, count: 1 };
    this.added = [{ line, of: who.party ?? who.id, name, said, is_party: who.party !== null, why_not: '' }, ...this.added];
  }
  drop(of: string): void {
    this.added = this.added.filter((one) => one.of !== of);
  }
  drop_refused(): void {
    this.added = this.added.filter((one) => !one.why_not);
  }
  /** What phones read, each once. */
  take({ by_gate }: LetIn): void {
    const had = new Set(this.added.map(({ line }) => line.scan_id));
    const fresh = [...by_gate].flatMap(([gate, lines]) => lines.filter((line) => !had.has(line.scan_id)).map((line) => ({ gate, line })));
    this.added = [...this.added, ...fresh.map(({ gate, line }) => ({ line, gate, of: line.scan_id, name: '', said: '', is_party: line.count! > 1, why_not: '' }))];
  }
  set_count(one: Added, count: number): void {
    // Another number is another statement: the id of the one before may be taken.
    const line = { ...one.line, count, scan_id: one.gate ? one.line.scan_id : new_scan_id() };
    this.added = this.added.map((other) => (other === one ? { ...one, line } : other));
  }
  /** Those that stand in the ledger go; those that cannot are last, with the reason. */
  answered(answers: Map<string, { is_recorded: boolean; why_not: string; name: string }>): void {
    const left = this.added.flatMap((one) => {
      const answer = answers.get(one.line.scan_id);
      if (!answer) return [one];
      return answer.is_recorded ? [] : [{ ...one, name: one.name || answer.name, why_not: answer.why_not }];
    });
    this.added = [...left.filter((one) => !one.why_not), ...left.filter((one) => one.why_not)];
  }
}

const by_event = new Map<string, Supplement>();
session.before_sign_out(() => {
  by_event.clear();
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
});

/** Only for places inside EventFrame. */
export function supplement_of(event: string): Supplement {
  const had = by_event.get(event) ?? new Supplement(event);
  by_event.set(event, had);
  return had;
}
