// SPDX-License-Identifier: Apache-2.0
// What an event needs next, in the order in which ceremonies are prepared.
import { number } from '$lib/format';
import type { Schemas } from '$lib/api/client';
import { SHOWS, type Totals } from '../lists/overview';
import { t } from './words';

export interface Standing {
  has_host: boolean;
  has_deadline: boolean;
  sites: number;
  groups: number;
  lists: Totals;
  sums: Schemas['QuotaSums'];
  late_changes: number;
  incidents: number;
  doors: number;
  /** Agencies that still have to send and were given no link. */
  unreached: number;
  /** Who holds a seat and has no pass. */
  without_pass: number;
}

export interface Todo {
  text: string;
  place: string;
  tone: 'bad' | 'warn' | '';
}

export function todos(standing: Standing): Todo[] {
  const { lists, sums } = standing;
  const words = t().todo;
  const out: Todo[] = [];
  const add = (is_due: boolean, text: string, place: string, tone: Todo['tone'] = '') => {
    if (is_due) out.push({ text, place, tone });
  };
  add(standing.incidents > 0, words.incidents(standing.incidents), 'incidents', 'bad');
  add(!standing.has_host, words.host, 'setup/event');
  add(!standing.has_deadline, words.deadline, 'setup/event');
  add(standing.sites === 0, words.sites, 'setup/sites');
  add(standing.groups === 0, words.groups, 'setup/groups');
  add(lists.lists === 0, words.quotas, 'setup/quotas');
  add((sums.seats_over_capacity ?? 0) > 0, words.capacity(number(sums.seats_over_capacity ?? 0)), 'setup/quotas', 'warn');
  add(lists.lists > 0 && (sums.unassigned ?? 0) > 0, words.unassigned(number(sums.unassigned ?? 0)), 'setup/quotas');
  add(standing.unreached > 0, words.letters(number(standing.unreached)), 'letters');
  add(lists.submitted > 0, words.submitted(number(lists.submitted)), 'lists?show=submitted', 'warn');
  add(standing.late_changes > 0, words.changes(standing.late_changes), 'late-changes', 'warn');
  add(lists.over > 0, words.over(lists.over), 'lists?show=over', 'warn');
  add(lists.overdue > 0, words.overdue(number(lists.overdue)), 'lists?show=overdue', 'warn');
  add(lists.late > 0, words.late(number(lists.late)), 'lists?show=late');
  const unsent = SHOWS.unsent.count(lists);
  // Those that are overdue were said.
  add(unsent > lists.overdue, words.unsent(number(unsent)), 'lists?show=unsent');
  add(standing.without_pass > 0, words.passes(number(standing.without_pass)), 'delegates?pass=none');
  add(lists.approved > 0 && standing.doors === 0, words.doors, 'doors');
  return out;
}
