// SPDX-License-Identifier: Apache-2.0
// The parts of an event as tables of fields: one editor serves them all.
import { api, ask } from '$lib/api/client';
import { as_they_fall_due } from '$lib/tasks';
import { code_of } from '../agencies/paste';
import { if_match } from '../parts/meanwhile.svelte';
import { every } from '../parts/loader.svelte';
import { phone } from '../parts/phone';
import { next_number } from './tasks';
import { t } from './words';

export type Item = Record<string, unknown> & { id: string; etag: string };
type Kind = 'text' | 'area' | 'lines' | 'number' | 'date' | 'check' | 'choice' | 'agency' | 'agencies' | 'site' | 'group' | 'sibling' | 'siblings';
/** Hold several values. */
const MANY: Kind[] = ['lines', 'agencies', 'siblings'];

export interface FieldOf {
  key: string;
  kind: Kind;
  label: () => string;
  hint?: () => string;
  is_required?: boolean;
  most?: number;
  begins?: unknown;
  choices?: () => Record<string, string>;
  is_column?: boolean;
}
export interface PartKind {
  plural: 'sites' | 'gates' | 'groups' | 'contacts' | 'tasks' | 'documents' | 'streams';
  single: string;
  title: string; // the field that names an item
  fields: FieldOf[];
}

const text = (key: string, label: () => string, more: Partial<FieldOf> = {}): FieldOf => ({ key, kind: 'text', label, most: 300, ...more });
const check = (key: string, label: () => string): FieldOf => ({ key, kind: 'check', label, begins: false });
const choice = (key: string, label: () => string, choices: () => Record<string, string>, begins: string): FieldOf => ({
  key, kind: 'choice', label, choices, begins,
});
// Nobody has to think of one: without it the name makes it.
const code = text('code', () => t().code, { hint: () => t().code_hint, most: 64 });
const ordinal: FieldOf = { key: 'ordinal', kind: 'number', label: () => t().ordinal, begins: 0 };

export const KINDS: Record<PartKind['plural'], PartKind> = {
  sites: {
    plural: 'sites', single: 'site', title: 'name',
    fields: [
      text('name', () => t().name, { is_required: true }), code,
      choice('role', () => t().role, () => t().roles, 'main'),
      text('venue', () => t().venue, { is_column: true }), text('address', () => t().address, { most: 500, is_column: true }),
      { key: 'capacity', kind: 'number', label: () => t().capacity, is_column: true },
      { key: 'relays_from', kind: 'site', label: () => t().relays_from }, { key: 'chair_group', kind: 'group', label: () => t().chair_group }, ordinal,
    ],
  },
  gates: {
    plural: 'gates', single: 'gate', title: 'name',
    fields: [
      text('name', () => t().name, { is_required: true, most: 100 }), code,
      { key: 'site', kind: 'site', label: () => t().site, is_required: true, is_column: true },
    ],
  },
  groups: {
    plural: 'groups', single: 'group', title: 'name',
    fields: [
      text('name', () => t().name, { is_required: true, most: 500 }), code,
      text('badge_label', () => t().badge_label, { hint: () => t().badge_hint, most: 100, is_column: true }),
      { key: 'principal_inviter', kind: 'agency', label: () => t().principal_inviter },
      choice('pass_mode', () => t().pass_mode, () => t().pass_modes, 'individual'),
      choice('legal_basis', () => t().legal_basis, () => t().bases, 'state_duty'),
      check('is_minors', () => t().is_minors), check('is_vulnerable', () => t().is_vulnerable), check('is_press', () => t().is_press),
      check('is_chair', () => t().is_chair), ordinal,
      { key: 'member_agencies', kind: 'agencies', label: () => t().member_agencies, hint: () => t().member_add },
    ],
  },
  contacts: {
    plural: 'contacts', single: 'contact', title: 'name',
    fields: [
      text('name', () => t().person, { is_required: true, most: 200 }), code,
      text('form_of_address', () => t().form_of_address, { most: 64 }), text('rank', () => t().rank, { most: 64 }),
      text('position', () => t().position, { is_column: true }), { key: 'agency', kind: 'agency', label: () => t().agency },
      text('phone', () => t().phone, { most: 64, is_column: true }), text('purpose', () => t().purpose, { most: 500, is_column: true }),
    ],
  },
  tasks: {
    plural: 'tasks', single: 'task', title: 'text',
    fields: [
      { key: 'text', kind: 'area', label: () => t().text, is_required: true, most: 4000 }, { ...code, hint: () => t().code_numbered },
      text('point', () => t().point, { most: 16 }), { key: 'agency', kind: 'agency', label: () => t().agency, is_column: true },
      choice('role', () => t().part, () => t().task_roles, 'lead'),
      { ...choice('status', () => t().progress, () => t().states, 'assigned'), is_column: true },
      { key: 'due_on', kind: 'date', label: () => t().due_on, is_column: true },
      { key: 'cooperating_agencies', kind: 'agencies', label: () => t().cooperating, hint: () => t().cooperating_add },
    ],
  },
  documents: {
    plural: 'documents', single: 'document', title: 'title',
    fields: [
      text('title', () => t().title, { is_required: true }), code,
      { ...choice('type', () => t().type, () => t().types, 'giay_moi'), is_column: true },
      choice('role', () => t().doc_role, () => t().doc_roles, 'invitation'),
      { key: 'number', kind: 'number', label: () => t().number, hint: () => t().number_hint, is_column: true }, text('symbol', () => t().symbol, { most: 64, is_column: true }),
      { key: 'issued_on', kind: 'date', label: () => t().issued_on, is_column: true }, text('place', () => t().place, { most: 100 }),
      { key: 'issuer', kind: 'agency', label: () => t().issuer }, { key: 'subject', kind: 'area', label: () => t().subject, most: 1000 },
      { key: 'authority_lines', kind: 'lines', label: () => t().authority_lines, hint: () => t().authority_hint },
      text('signer_name', () => t().signer_name, { most: 200 }),
      { key: 'recipients', kind: 'lines', label: () => t().recipients, hint: () => t().one_a_line },
      choice('replaces_type', () => t().replaces_type, () => ({ '': '–', ...t().types }), ''),
      { key: 'attached_to', kind: 'sibling', label: () => t().attached_to }, { key: 'bases', kind: 'siblings', label: () => t().bases_on },
      check('has_access_qr', () => t().has_access_qr),
    ],
  },
  streams: {
    plural: 'streams', single: 'stream', title: 'name',
    fields: [
      text('name', () => t().name, { is_required: true, most: 200 }), code,
      text('operator_name', () => t().operator_name, { is_column: true }), text('url', () => t().url, { most: 1000, is_column: true }),
    ],
  },
};

// All kinds have the same four calls; the types of one stand for all of them here.
const of_event = (kind: PartKind) => `/api/v1/events/{event}/${kind.plural}` as '/api/v1/events/{event}/sites';
const of_item = (kind: PartKind) => `/api/v1/${kind.plural}/{${kind.single}}` as '/api/v1/sites/{site}';
const item_path = (kind: PartKind, id: string) => ({ path: { [kind.single]: id } as { site: string } });

export async function read_parts(kind: PartKind, event: string): Promise<Item[]> {
  const items = (await every((cursor) => ask(api.GET(of_event(kind), { params: { path: { event }, query: { limit: 500, cursor } } })))) as unknown as Item[];
  return kind.plural === 'tasks' ? as_they_fall_due(items) : items;
}
export const add_part = (kind: PartKind, event: string, body: object) =>
  ask(api.POST(of_event(kind), { params: { path: { event } }, body: body as never }));
export const read_part = (kind: PartKind, id: string) => ask(api.GET(of_item(kind), { params: item_path(kind, id) })) as Promise<unknown> as Promise<Item>;
export const put_part = (kind: PartKind, over: Item, body: object) =>
  ask(api.PUT(of_item(kind), { params: { ...item_path(kind, over.id), header: if_match(over) }, body: body as never }));
export const remove_part = (kind: PartKind, id: string) => ask(api.DELETE(of_item(kind), { params: item_path(kind, id) }));

/** What a form of this kind begins with. */
export function begin(kind: PartKind, item: Item | undefined): Record<string, unknown> {
  const empty = (field: FieldOf) => (MANY.includes(field.kind) ? [] : field.kind === 'text' || field.kind === 'area' ? '' : null);
  const known = (field: FieldOf) => (field.key === 'phone' && item?.phone ? phone(String(item.phone)) : item?.[field.key]);
  return Object.fromEntries(kind.fields.map((field) => [field.key, known(field) ?? field.begins ?? empty(field)]));
}
/** For an item that was given no code: of its name, and of no other item. Tasks have no name: they are numbered on. */
export function free_code(kind: PartKind, form: Record<string, unknown>, taken: Item[]): string {
  if (kind.plural === 'tasks') return next_number(taken);
  const is_taken = (code: string) => taken.some((item) => item.code === code);
  const from = code_of(String(form[kind.title] ?? '')).slice(0, 40) || kind.single;
  for (let n = 1; ; n += 1) {
    const made = n === 1 ? from : `${from}-${n}`;
    if (!is_taken(made)) return made;
  }
}
/** The body: what the form changes, and all else as it was. */
export function body_of(form: Record<string, unknown>, item: Item | undefined): object {
  const { id: _id, event: _event, etag: _etag, ...rest } = item ?? ({} as Partial<Item>);
  const said = Object.entries(form).map(([key, value]) => [key, value === '' ? null : value]);
  return { ...rest, ...Object.fromEntries(said) };
}
