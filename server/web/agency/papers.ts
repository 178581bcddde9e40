// SPDX-License-Identifier: Apache-2.0
// What papers about a list need: who issues them, the people, and their passes with the codes to print.
import { api, ask, type Schemas } from '$lib/api/client';
import { delegates_of, every } from './people';

export type Badge = Schemas['Badge'];
export interface Passes {
  detail: Schemas['ListDetail'];
  event: Schemas['Event'];
  site: Schemas['Site'] | undefined;
  /** In the order of the list; of a party one for all of them. */
  badges: Badge[];
}

/** The passes of a list, each with its code: 200 a call, where a request a picture would be refused as too many. */
export async function passes_of_list(list: string, ontold: (done: number, of: number) => void): Promise<Passes> {
  const detail = await ask(api.GET('/api/v1/lists/{list}', { params: { path: { list } } }));
  const path = { event: detail.event };
  let done = 0;
  const part = async (cursor: string | undefined) => {
    const body = { list, sort: 'protocol', level: 'Q', with_svg: true, limit: 200, cursor } as const;
    const page = await ask(api.POST('/api/v1/events/{event}/badges', { params: { path }, body }));
    done += page.items.length;
    if (page.next_cursor) ontold(done, Math.max(done, detail.persons));
    return page;
  };
  const [event, sites, badges] = await Promise.all([
    ask(api.GET('/api/v1/events/{event}', { params: { path } })),
    ask(api.GET('/api/v1/events/{event}/sites', { params: { path, query: { limit: 500 } } })),
    every(part),
  ]);
  return { detail, event, site: sites.items.find((site) => site.id === detail.site.id), badges };
}

export interface Letter {
  delegate: Schemas['Delegate'];
  pass: Badge | undefined;
}

/** Whom a list invites: everybody who still comes; of a party its leader, who holds the one pass. */
export async function letters_of(passes: Passes): Promise<Letter[]> {
  const holders = new Map(passes.badges.map((badge) => [badge.delegate, badge]));
  const delegates = await delegates_of(passes.detail.event, passes.detail.id);
  return delegates
    .filter(({ status }) => status !== 'nominated' && status !== 'substituted' && status !== 'cancelled')
    .map((delegate) => ({ delegate, pass: holders.get(delegate.id) }))
    .filter(({ delegate, pass }) => !delegate.is_minor || pass);
}

/** The code as a picture that needs no request. */
export const picture_of = (badge: Badge) => `data:image/svg+xml,${encodeURIComponent(badge.svg ?? '')}`;
/** To be kept as a file, one by one. */
export const file_of = (badge: Badge, form: 'svg' | 'png') => `/api/v1/passes/${badge.pass}/qr.${form}?level=Q${form === 'png' ? '&scale=12' : ''}`;
