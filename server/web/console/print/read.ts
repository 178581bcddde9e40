// SPDX-License-Identifier: Apache-2.0
// Whom a print is of, a part at a time: the people who hold a seat, and the passes they hold.
import { api, ask, Refusal, type Schemas } from '$lib/api/client';
import { every } from '../parts/loader.svelte';

export type Who = Schemas['Delegate'];
export type Pass = Schemas['Pass'];
export interface Wanted {
  delegates: string[];
  list?: string;
  site?: string;
  group?: string;
  agency?: string;
  sort: 'protocol' | 'given_name';
}
export interface Part {
  people: { who: Who; pass: Pass | undefined }[];
  next: string | null;
}

const holds_a_seat = (who: Who) => !who.is_erased && who.status !== 'substituted' && who.status !== 'cancelled' && who.status !== 'declined';

async function pass_of(delegate: string): Promise<Pass | undefined> {
  try {
    return await ask(api.GET('/api/v1/delegates/{delegate}/pass', { params: { path: { delegate } } }));
  } catch (thrown) {
    if (thrown instanceof Refusal && thrown.status === 404) return undefined;
    throw thrown;
  }
}

/** A pass belongs to one person; of a party to the member that holds it. */
const with_pass = (who: Who, pass: Pass | undefined) => ({ who, pass: pass?.delegate === who.id && pass.state === 'current' ? pass : undefined });

async function chosen(ids: string[]): Promise<Part> {
  const people = await Promise.all(
    ids.map(async (delegate) => {
      const [who, pass] = await Promise.all([ask(api.GET('/api/v1/delegates/{delegate}', { params: { path: { delegate } } })), pass_of(delegate)]);
      return with_pass(who, pass);
    }),
  );
  return { people: people.filter(({ who }) => holds_a_seat(who)), next: null };
}

/** All passes of the event, by whom they belong to. */
export async function passes_of(event: string): Promise<Map<string, Pass>> {
  const all = await every((cursor) => ask(api.GET('/api/v1/events/{event}/passes', { params: { path: { event }, query: { limit: 500, cursor } } })));
  return new Map(all.map((pass) => [pass.delegate, pass]));
}

export async function read_part(event: string, wanted: Wanted, passes: Map<string, Pass> | undefined, limit: number, cursor?: string): Promise<Part> {
  if (wanted.delegates.length > 0) return chosen(wanted.delegates);
  const { list, site, group, agency, sort } = wanted;
  const page = await ask(api.GET('/api/v1/events/{event}/delegates', { params: { path: { event }, query: { list, site, group, agency, sort, limit, cursor } } }));
  return { people: page.items.filter(holds_a_seat).map((who) => with_pass(who, passes?.get(who.id))), next: page.next_cursor };
}
