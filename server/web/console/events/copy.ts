// SPDX-License-Identifier: Apache-2.0
// A plan for another day: the same sites, groups, quotas, contacts and tasks; days move as the start does.
// Documents stay behind: their numbers and dates are the earlier event's.
import type { Schemas } from '$lib/api/client';

type Plan = Schemas['Plan'];
const DAY_MS = 86_400_000;

export function copied_plan(plan: Plan, code: string, title: string, starts_at: string): Plan {
  const by_ms = Date.parse(starts_at) - Date.parse(plan.event.starts_at);
  const by_days = Math.round(by_ms / DAY_MS);
  const moment = (at: string | null | undefined) => (at ? new Date(Date.parse(at) + by_ms).toISOString() : at);
  const day = (on: string) => new Date(Date.parse(on) + by_days * DAY_MS).toISOString().slice(0, 10);
  const deadline = <T extends { due_on: string }>(one: T | null | undefined) => one && { ...one, due_on: day(one.due_on) };
  const { documents: _documents, ...rest } = plan;
  return {
    ...rest,
    event: {
      ...plan.event, code, title, starts_at, status: 'planned', ends_at: moment(plan.event.ends_at),
      doors_open_at: moment(plan.event.doors_open_at), doors_close_at: moment(plan.event.doors_close_at), deadline: deadline(plan.event.deadline),
    },
    quotas: (plan.quotas ?? []).map((quota) => ({ ...quota, deadline: deadline(quota.deadline) })),
    tasks: (plan.tasks ?? []).map((task) => ({ ...task, due_on: task.due_on ? day(task.due_on) : null, status: 'assigned' as const })),
    streams: (plan.streams ?? []).map((stream) => ({ ...stream, url: null })),
  };
}
