// SPDX-License-Identifier: Apache-2.0
// Whom a print is of, a part at a time.
import { api, ask, type Schemas } from '$lib/api/client';

export type Who = Schemas['Delegate'];
export type Badge = Schemas['Badge'];
export interface Wanted {
  delegates: string[];
  list?: string;
  site?: string;
  group?: string;
  agency?: string;
  sort: 'protocol' | 'given_name';
}
export interface Part {
  cards: Badge[];
  people: Who[];
  /** Of the chosen ones. */
  without_pass: number;
  next: string | null;
}

/** The passes, each with its code: one call for fifty sheets. */
export async function read_cards(event: string, wanted: Wanted, limit: number, cursor?: string): Promise<Part> {
  const { delegates, ...filter } = wanted;
  const whom = delegates.length > 0 ? { delegates, sort: wanted.sort } : filter;
  const page = await ask(api.POST('/api/v1/events/{event}/badges', { params: { path: { event } }, body: { level: 'Q', with_svg: true, ...whom, limit, cursor } }));
  return { cards: page.items, people: [], without_pass: page.without_pass.length, next: page.next_cursor };
}

/** Whom a list that is not approved names is not invited yet. */
const HOLDS_A_SEAT: Who['status'][] = ['approved', 'invited', 'accepted'];
const holds_a_seat = (who: Who) => !who.is_erased && HOLDS_A_SEAT.includes(who.status);

export async function read_people(event: string, wanted: Wanted, limit: number, cursor?: string): Promise<Part> {
  const { delegates, ...filter } = wanted;
  const page = delegates.length > 0
    ? { items: await Promise.all(delegates.map((delegate) => ask(api.GET('/api/v1/delegates/{delegate}', { params: { path: { delegate } } })))), next_cursor: null }
    : await ask(api.GET('/api/v1/events/{event}/delegates', { params: { path: { event }, query: { ...filter, limit, cursor } } }));
  return { cards: [], people: page.items.filter(holds_a_seat), without_pass: 0, next: page.next_cursor };
}
