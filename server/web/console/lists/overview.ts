// SPDX-License-Identifier: Apache-2.0
// Who has sent, who has not, who is over, who is late: what each filter asks the server, in one place.
import { api, ask, type Schemas } from '$lib/api/client';
import { every } from '../parts/loader.svelte';

export type List = Schemas['List'];
export type Totals = Schemas['ListTotals'];

export const is_sent = (list: List): boolean => list.state !== 'draft' && list.state !== 'returned';
export const is_over = (list: List): boolean => list.fit.startsWith('over_') && !list.is_overrun_accepted;
export const TONES = { draft: '', submitted: 'warn', returned: 'bad', approved: 'good', locked: 'good' } satisfies Record<List['state'], string>;
/** Sent late, or not sent although the time is over. */
export const is_late = (list: List): boolean => list.is_overdue || (list.is_late && !list.is_late_accepted);

export interface Asked {
  state?: Schemas['ListState'];
  sent?: boolean;
  overdue?: boolean;
  late?: boolean;
  over?: boolean;
  site?: string;
  group?: string;
  agency?: string;
  search?: string;
}
/** The filters of the table: what they ask, and how many there are of the whole event. */
export const SHOWS = {
  all: { asks: {}, count: (now: Totals) => now.lists },
  sent: { asks: { sent: true }, count: (now: Totals) => now.lists - now.draft - now.returned },
  unsent: { asks: { sent: false }, count: (now: Totals) => now.draft + now.returned },
  overdue: { asks: { overdue: true }, count: (now: Totals) => now.overdue },
  submitted: { asks: { state: 'submitted' }, count: (now: Totals) => now.submitted },
  returned: { asks: { state: 'returned' }, count: (now: Totals) => now.returned },
  approved: { asks: { state: 'approved' }, count: (now: Totals) => now.approved },
  locked: { asks: { state: 'locked' }, count: (now: Totals) => now.locked },
  over: { asks: { over: true }, count: (now: Totals) => now.over },
  late: { asks: { late: true }, count: (now: Totals) => now.late },
} as const satisfies Record<string, { asks: Asked; count: (now: Totals) => number }>;
export type Show = keyof typeof SHOWS;

export const page_of_lists = (event: string, asked: Asked, limit: number, cursor?: string) =>
  ask(api.GET('/api/v1/events/{event}/lists', { params: { path: { event }, query: { ...asked, limit, cursor } } }));
export const totals_of = (event: string, asked: Pick<Asked, 'site' | 'group' | 'search'> = {}): Promise<Totals> =>
  ask(api.GET('/api/v1/events/{event}/list-totals', { params: { path: { event }, query: asked } }));
/** All lists that a filter leaves: of one agency, or those a change would touch. */
export const lists_of = (event: string, asked: Asked): Promise<List[]> => every((cursor) => page_of_lists(event, asked, 500, cursor));
