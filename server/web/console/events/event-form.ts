// SPDX-License-Identifier: Apache-2.0
// Between an event of the API and the fields of its form: local times, and '' for what is not said.
import type { Schemas } from '$lib/api/client';
import { HOME_ZONE } from '$lib/format';
import { code_of } from '../agencies/paste';
import { from_local, to_local } from '../parts/zone';
import { form as t } from './form-words';

type Event = Schemas['Event'];
type Input = Schemas['EventInput'];

/** What fields are called where something is said about them. */
export const labels = (): Partial<Record<string, string>> => ({
  title: t().title, kind: t().kind, program: t().program, code: t().code, expected_total: t().expected_total, starts_at: t().starts_at, ends_at: t().ends_at, time_zone: t().time_zone,
  due_on: t().due_on, due_time: t().due_time, late_policy: t().late_policy, host_agency: t().host_agency, lead_agency: t().lead_agency,
  reception_agency: t().reception_agency, receiving_agency: t().receiving_agency, receiving_unit: t().receiving_unit,
  doors_open_at: t().doors_open_at, doors_close_at: t().doors_close_at, notes: t().notes, status: t().state, is_time_tentative: t().tentative, is_expected_total_approximate: t().about, is_inclusive: t().wording,
  allows_reentry: t().reentry, door_name_policy: t().name_policy, retention_minors_days: t().minors_days, retention_adults_days: t().adults_days,
});

/** Whoever sent a list has been told these. */
export const changes_for_agencies = (form: Form, before: Form): boolean =>
  (['starts_at', 'due_on', 'due_time', 'is_inclusive', 'late_policy'] as const).some((key) => (form[key] || '') !== (before[key] || ''));

export function empty_form() {
  return {
    code: '',
    title: '',
    kind: 'launch_ceremony',
    program: null as string | null,
    status: 'planned' as Event['status'],
    time_zone: HOME_ZONE,
    starts_at: '',
    ends_at: '',
    is_time_tentative: false,
    host_agency: null as string | null,
    lead_agency: null as string | null,
    reception_agency: null as string | null,
    receiving_agency: null as string | null,
    receiving_unit: null as string | null,
    expected_total: null as number | null,
    is_expected_total_approximate: false,
    due_on: '',
    due_time: '',
    is_inclusive: true,
    late_policy: 'refuse' as Event['late_policy'],
    doors_open_at: '',
    doors_close_at: '',
    allows_reentry: false,
    door_name_policy: 'short' as Event['door_name_policy'],
    retention_minors_days: 30,
    retention_adults_days: 180,
    notes: '',
  };
}
export type Form = ReturnType<typeof empty_form>;

/** For an event that was given no code: the first letters of its title and its day, LPD-20260529. */
export function made_code(form: Pick<Form, 'title' | 'starts_at'>): string {
  const letters = form.title.split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, 8).map((word) => code_of(word).slice(0, 1));
  return [letters.join('').toUpperCase(), form.starts_at.slice(0, 10).replaceAll('-', '')].filter(Boolean).join('-');
}

export function form_of(event: Event): Form {
  const local = (instant: string | null) => to_local(instant, event.time_zone);
  const form = empty_form();
  for (const key of Object.keys(form) as (keyof Form)[]) {
    if (key in event) Object.assign(form, { [key]: event[key as keyof Event] });
  }
  return {
    ...form,
    starts_at: local(event.starts_at),
    ends_at: local(event.ends_at),
    doors_open_at: local(event.doors_open_at),
    doors_close_at: local(event.doors_close_at),
    due_on: event.deadline?.due_on ?? '',
    due_time: event.deadline?.time ?? '',
    is_inclusive: event.deadline?.is_inclusive ?? true,
  };
}

export function input_of(form: Form): Input {
  const { due_on, due_time, is_inclusive, ...rest } = form;
  const instant = (text: string) => from_local(text, form.time_zone);
  return {
    ...rest,
    code: form.code || made_code(form),
    starts_at: instant(form.starts_at) ?? '',
    ends_at: instant(form.ends_at),
    doors_open_at: instant(form.doors_open_at),
    doors_close_at: instant(form.doors_close_at),
    expected_total: form.expected_total ?? null,
    deadline: due_on ? { due_on, time: due_time || null, is_inclusive } : null,
  };
}
