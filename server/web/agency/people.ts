// SPDX-License-Identifier: Apache-2.0
// Everything about the people of a decided list, page after page.
import { api, ask, type Schemas } from '$lib/api/client';

export interface People {
  delegates: Schemas['Delegate'][];
  passes: Map<string, Schemas['Pass']>;
  requests: Schemas['LateChange'][];
  attendance: Map<string, Schemas['ListAttendance']['items'][number]>;
}

/** All pages of what comes in pages. */
export async function every<T>(page: (cursor: string | undefined) => Promise<{ items: T[]; next_cursor: string | null }>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const found = await page(cursor);
    all.push(...found.items);
    cursor = found.next_cursor ?? undefined;
  } while (cursor);
  return all;
}

export function delegates_of(event: string, list: string): Promise<Schemas['Delegate'][]> {
  return every((cursor) =>
    ask(api.GET('/api/v1/events/{event}/delegates', { params: { path: { event }, query: { list, sort: 'protocol', limit: 500, cursor } } })),
  );
}

/** The passes of the agency at the event, by the delegate who holds each. */
async function passes_of(event: string): Promise<Map<string, Schemas['Pass']>> {
  const all = await every((cursor) =>
    ask(api.GET('/api/v1/events/{event}/passes', { params: { path: { event }, query: { limit: 500, cursor } } })),
  );
  return new Map(all.filter((pass) => pass.state === 'current').map((pass) => [pass.delegate, pass]));
}

export async function people_of(list: Schemas['ListDetail']): Promise<People> {
  const path = { event: list.event };
  const [delegates, passes, requests, attendance] = await Promise.all([
    delegates_of(list.event, list.id),
    passes_of(list.event),
    every((cursor) => ask(api.GET('/api/v1/events/{event}/late-changes', { params: { path, query: { limit: 500, cursor } } }))),
    ask(api.GET('/api/v1/lists/{list}/attendance', { params: { path: { list: list.id } } })),
  ]);
  return {
    delegates,
    passes,
    requests: requests.filter((request) => request.list === list.id),
    attendance: new Map(attendance.items.map((item) => [item.delegate, item])),
  };
}
