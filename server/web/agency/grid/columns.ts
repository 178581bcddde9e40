// SPDX-License-Identifier: Apache-2.0
// The columns of a list and how a person becomes a row of texts and back. Cells of a choice hold its
// code; all others what was typed.
import type { Schemas } from '$lib/api/client';

export type Person = Schemas['Person'];
export type Field =
  | 'full_name' | 'honorific' | 'rank' | 'position' | 'organization' | 'phone' | 'email' | 'note'
  | 'age_band' | 'leader_name' | 'leader_phone'
  | 'guardian_attend' | 'child_attend' | 'photo' | 'named';
export type Cells = Readonly<Partial<Record<Field, string>>>;

export interface Column {
  field: Field;
  /** Least width in rem; the rest of the room is shared by weight. */
  width: number;
  choices?: readonly string[];
  is_needed?: boolean;
}

const ANSWERS = ['yes', 'no'] as const;

// The order of the usual forms, so that a block copied from one lands where it should.
const ADULTS: readonly Column[] = [
  { field: 'full_name', width: 13, is_needed: true },
  { field: 'position', width: 10 },
  { field: 'organization', width: 12 },
  { field: 'phone', width: 9 },
  { field: 'note', width: 8 },
  { field: 'honorific', width: 6 },
  { field: 'rank', width: 7 },
  { field: 'email', width: 9 },
];
const MINORS: readonly Column[] = [
  { field: 'full_name', width: 13, is_needed: true },
  { field: 'age_band', width: 10, choices: ['under_7', '7_to_15', '16_plus'], is_needed: true },
  { field: 'organization', width: 13, is_needed: true },
  { field: 'leader_name', width: 12, is_needed: true },
  { field: 'leader_phone', width: 9 },
  { field: 'guardian_attend', width: 8, choices: ANSWERS, is_needed: true },
  { field: 'child_attend', width: 8, choices: [...ANSWERS, 'not_applicable'], is_needed: true },
  { field: 'photo', width: 8, choices: ANSWERS },
  { field: 'named', width: 8, choices: ANSWERS },
];

export function columns_of(is_minors: boolean): readonly Column[] {
  return is_minors ? MINORS : ADULTS;
}

/** +84500000001 -> 0500 000 001 */
export function shown_phone(text: string): string {
  const own = /^\+84(\d{9})$/.exec(text)?.[1];
  return own ? `0${own.slice(0, 3)} ${own.slice(3, 6)} ${own.slice(6)}` : text;
}

const CONSENTS = ['guardian_attend', 'child_attend', 'photo', 'named'] as const;

export function cells_of(person: Person): Cells {
  const cells: Partial<Record<Field, string>> = {
    full_name: person.full_name, honorific: person.honorific, rank: person.rank,
    position: person.position, organization: person.organization,
    phone: shown_phone(person.phone), email: person.email, note: person.note,
    age_band: person.age_band ?? '', leader_name: person.leader_name,
    leader_phone: shown_phone(person.leader_phone),
  };
  for (const name of CONSENTS) cells[name] = person.consents[name] ?? '';
  for (const field of Object.keys(cells) as Field[]) if (!cells[field]) delete cells[field];
  return cells;
}

type Answer = 'yes' | 'no' | 'not_applicable';

export function person_of(cells: Cells, is_minors: boolean): Schemas['PersonInput'] {
  const person: Record<string, unknown> = {};
  for (const { field } of columns_of(is_minors)) {
    if (!(CONSENTS as readonly string[]).includes(field)) person[field] = cells[field] || null;
  }
  if (is_minors) {
    const answers = CONSENTS.map((name) => [name, (cells[name] as Answer | undefined) || null]);
    person.consents = Object.fromEntries(answers);
  }
  return person as Schemas['PersonInput'];
}

export function is_blank(cells: Cells): boolean {
  return Object.values(cells).every((text) => !text?.trim());
}

/** Small letters without accents, for words that people write in many ways. */
export function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();
}

const WORDS: Record<string, string> = {
  co: 'yes', x: 'yes', dong_y: 'yes', yes: 'yes', y: 'yes', v: 'yes',
  khong: 'no', khong_dong_y: 'no', no: 'no', k: 'no', n: 'no',
  khong_ap_dung: 'not_applicable', not_applicable: 'not_applicable', kad: 'not_applicable',
  duoi_7_tuoi: 'under_7', duoi_7: 'under_7', under_7: 'under_7',
  tu_du_7_den_duoi_16_tuoi: '7_to_15', tu_7_den_15_tuoi: '7_to_15', '7_15': '7_to_15',
  '7_to_15': '7_to_15', tu_7_den_duoi_16_tuoi: '7_to_15',
  tu_du_16_tuoi: '16_plus', tu_16_tuoi: '16_plus', tu_du_16_tuoi_tro_len: '16_plus',
  '16_plus': '16_plus', '16_or_older': '16_plus',
};

/** The code that a word means in this column; '' for an empty one, nothing for a strange one. */
export function choice_of(text: string, choices: readonly string[]): string | undefined {
  const words = folded(text).replaceAll(' ', '_');
  if (!words) return '';
  const code = WORDS[words];
  return code !== undefined && choices.includes(code) ? code : undefined;
}
