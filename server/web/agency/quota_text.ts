// SPDX-License-Identifier: Apache-2.0
// Quotas and the time left, said as papers say them.
import type { Schemas } from '$lib/api/client';
import { date, date_time, time } from '$lib/format';
import { t } from './words';

export type List = Schemas['List'];
export type ListDetail = Schemas['ListDetail'];

/** What the list is of: the paper's words, else the group's name. */
export function list_title(list: List | ListDetail): string {
  return list.group.name || list.group.label;
}

const two = (n: number) => String(n).padStart(2, '0');

/** "05 đơn vị", "khoảng 60 – 65 người", "tối đa 10 người". */
export function quota_text(quota: Schemas['ListQuota']): string {
  const { min, max } = quota;
  const unit = t()[quota.unit === 'person' ? 'persons' : 'organizations'];
  const about = quota.is_approximate ? `${t().about} ` : '';
  if (min === null && max === null) return t().no_number;
  if (min !== null && max !== null && min !== max) return `${about}${two(min)} – ${two(max)} ${unit}`;
  if (min !== null && max !== null) return `${about}${two(max)} ${unit}`;
  if (max !== null) return `${about || `${t().at_most} `}${two(max)} ${unit}`;
  return `${about || `${t().at_least} `}${two(min!)} ${unit}`;
}

/** What the quota counts: persons or organizations. */
export function used(list: List | ListDetail): number {
  return list.quota.unit === 'person' ? list.persons : list.organizations;
}

export function entered_text(list: List | ListDetail): string {
  const unit = t()[list.quota.unit === 'person' ? 'persons' : 'organizations'];
  const most = list.quota.max ?? list.quota.min;
  const count = most === null ? `${used(list)}` : t().entered_of(String(used(list)), two(most));
  const persons = list.quota.unit === 'organization' ? ` (${t().persons_in(list.persons)})` : '';
  return `${count} ${unit}${persons}`;
}

/** "còn 3 ngày 4 giờ"; the two largest parts. */
export function left_text(ms: number): string {
  if (ms <= 0) return t().over;
  const minutes = Math.floor(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts = [days && t().days(days), hours && t().hours(hours), !days && t().minutes(minutes % 60)];
  return t().left(parts.filter(Boolean).slice(0, 2).join(' '));
}

/** The cut-off is the first moment that is late: "hết ngày 28/05/2026", "trước 28/05/2026 17:00". */
export function cut_off_text(list: List | ListDetail): string {
  if (!list.cut_off) return t().no_deadline;
  if (time(list.cut_off) !== '00:00') return t().before(date_time(list.cut_off));
  return t().end_of(date(Date.parse(list.cut_off) - 1));
}

const stage_of = (list: List | ListDetail) => (list.state === 'draft' && list.persons === 0 ? 'empty' : list.state);
export const state_words = (list: List | ListDetail): string => t().states[stage_of(list)];
/** What the clerk does with it next. */
export const next_words = (list: List | ListDetail): string => t().next[stage_of(list)];

export const STATE_TONE: Record<List['state'], string> = {
  draft: '',
  submitted: '',
  returned: 'bad',
  approved: 'good',
  locked: 'good',
};
