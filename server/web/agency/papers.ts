// SPDX-License-Identifier: Apache-2.0
// What papers about a list need: who issues them, and the people with their passes.
import { api, ask, type Schemas } from '$lib/api/client';
import { delegates_of, passes_of } from './people';

/** The agency's name and that of the agency above it, as the head of a paper shows them. */
export async function agencies_above(id: string): Promise<{ name: string; above: string }> {
  const agency_of = (agency: string) => ask(api.GET('/api/v1/agencies/{agency}', { params: { path: { agency } } }));
  const own = await agency_of(id);
  return { name: own.name, above: own.parent ? (await agency_of(own.parent)).name : '' };
}

export interface Card {
  delegate: Schemas['Delegate'];
  pass: Schemas['Pass'] | undefined;
}
export interface Cards {
  detail: Schemas['ListDetail'];
  event: Schemas['Event'];
  site: Schemas['Site'] | undefined;
  cards: Card[];
}

/** Everybody of a list who still comes, in the order of the list. */
export async function cards_of(list: string): Promise<Cards> {
  const detail = await ask(api.GET('/api/v1/lists/{list}', { params: { path: { list } } }));
  const path = { event: detail.event };
  const [event, sites, delegates, passes] = await Promise.all([
    ask(api.GET('/api/v1/events/{event}', { params: { path } })),
    ask(api.GET('/api/v1/events/{event}/sites', { params: { path, query: { limit: 500 } } })),
    delegates_of(detail.event, list),
    passes_of(detail.event),
  ]);
  const cards = delegates
    .filter(({ status }) => status !== 'nominated' && status !== 'substituted' && status !== 'cancelled')
    .map((delegate) => ({ delegate, pass: passes.get(delegate.id) }));
  return { detail, event, site: sites.items.find((site) => site.id === detail.site.id), cards };
}

export const picture_of = (pass: Schemas['Pass'], form: 'svg' | 'png') => `/api/v1/passes/${pass.id}/qr.${form}?level=Q${form === 'png' ? '&scale=12' : ''}`;
