// SPDX-License-Identifier: Apache-2.0
// Quotas as the server has them now, for whoever is about to change one.
import { api, ask } from '$lib/api/client';
import type { Quota } from './cell';

export interface Cell {
  site: string;
  group: string;
  agency: string;
}
/** The quota of a cell; nothing when there is none (any more). */
export const quota_at = async (event: string, cell: Cell): Promise<Quota | undefined> =>
  (await ask(api.GET('/api/v1/events/{event}/quotas', { params: { path: { event }, query: { ...cell, limit: 1 } } }))).items[0];

/** What a quota is sent back as. */
export function input_of(quota: Quota): Omit<Quota, 'id' | 'event' | 'etag'> {
  const { id: _id, event: _event, etag: _etag, ...rest } = quota;
  return rest;
}

/** What the form of one quota holds. */
export const quota_fields = (quota: Quota) => ({
  unit: quota.unit, min: quota.min, max: quota.max, seats_per_unit: quota.seats_per_unit, invitation_mode: quota.invitation_mode,
  is_approximate: quota.is_approximate, text: quota.text, due_on: quota.deadline?.due_on ?? '',
  due_time: quota.deadline?.time ?? '', is_inclusive: quota.deadline?.is_inclusive ?? true,
});
