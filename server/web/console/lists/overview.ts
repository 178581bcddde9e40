// SPDX-License-Identifier: Apache-2.0
// Who has sent, who has not, who is over, who is late: what each filter means, in one place.
import { api, ask, type Schemas } from '$lib/api/client';
import { every } from '../parts/loader.svelte';

export type List = Schemas['List'];

export const is_sent = (list: List): boolean => list.state !== 'draft' && list.state !== 'returned';
export const is_over = (list: List): boolean => list.fit.startsWith('over_') && !list.is_overrun_accepted;
/** Sent late, or not sent although the time is over. */
export const is_late = (list: List): boolean => (is_sent(list) ? list.is_late && !list.is_late_accepted : (list.time_left_ms ?? 1) <= 0);

export const SHOWS = {
  all: () => true,
  sent: is_sent,
  unsent: (list: List) => !is_sent(list),
  submitted: (list: List) => list.state === 'submitted',
  returned: (list: List) => list.state === 'returned',
  approved: (list: List) => list.state === 'approved',
  locked: (list: List) => list.state === 'locked',
  over: is_over,
  late: is_late,
} as const;
export type Show = keyof typeof SHOWS;

export type Overview = Record<Show, number> & { total: number; persons: number };

export const every_list = (event: string): Promise<List[]> =>
  every((cursor) => ask(api.GET('/api/v1/events/{event}/lists', { params: { path: { event }, query: { limit: 500, cursor } } })));

export function overview(lists: List[]): Overview {
  const counts = Object.fromEntries(
    Object.entries(SHOWS).map(([show, holds]) => [show, lists.filter(holds).length]),
  ) as Record<Show, number>;
  const persons = lists.reduce((sum, list) => sum + list.persons, 0);
  return { ...counts, total: lists.length, persons };
}
