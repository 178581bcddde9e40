// SPDX-License-Identifier: Apache-2.0
// The server's judgement of a sheet, arranged for the page.
import type { Schemas } from '$lib/api/client';
import { spoken } from '$lib/i18n/locale.svelte';
import type { Field } from '../grid/columns';
import { folded } from '../grid/columns';

export type Result = Schemas['ImportResult'];
export type Record_ = Schemas['ImportRecord'];
export type Issue = Schemas['ImportIssue'];

/** The column of the table where an issue of an imported field is shown. */
const PLACES: Record<string, Field> = {
  family_name: 'full_name', given_name: 'full_name',
  consent_guardian: 'guardian_attend', consent_child: 'child_attend', consent_photo: 'photo', consent_named: 'named',
};
export function place_of(issue: Issue): Field | undefined {
  return issue.field ? (PLACES[issue.field] ?? (issue.field as Field)) : undefined;
}

const WEIGHT = { error: 0, warning: 1, info: 2 };
export function weight_of(record: Record_): number {
  return Math.min(3, ...record.issues.map((issue) => WEIGHT[issue.severity]));
}

/** People, the worst first, else as in the file. */
export function people_of(result: Result): Record_[] {
  return result.records
    .filter((record) => record.kind === 'delegate')
    .sort((a, b) => weight_of(a) - weight_of(b) || a.first_line - b.first_line);
}

/** Nobody is added twice, nor without a name. */
export function stays_out(person: Record_): 'twice' | 'nameless' | undefined {
  if (person.known_row || person.duplicate_of) return 'twice';
  return person.person?.full_name ? undefined : 'nameless';
}

/** Whether the columns are those of the children's form. */
export function is_minors_form(result: Result): boolean {
  return result.columns.some((meaning) => meaning === 'age_band' || meaning?.startsWith('consent_'));
}

const NAMES = new Set<string | null>(['full_name', 'family_name', 'given_name']);
/** The columns without those that the file hides; nothing when that changes nothing, or leaves no name. */
export function without_hidden(columns: (string | null)[], hidden: number[]): (string | null)[] | undefined {
  const seen = columns.map((meaning, i) => (hidden.includes(i) ? null : meaning));
  const is_same = seen.every((meaning, i) => meaning === columns[i]);
  return is_same || !seen.some((meaning) => NAMES.has(meaning)) ? undefined : seen;
}

/** The first row below the heading, as an index into the sheet's rows. */
export function heading_end(result: Result): number {
  let end = result.records.findIndex((record) => record.kind === 'header');
  while (end >= 0 && result.records[end]?.kind === 'header') end += 1;
  return Math.max(0, end);
}

export interface FileColumn {
  index: number;
  letter: string;
  heading: string;
  examples: string[];
  meaning: string | null;
  is_sensitive: boolean;
}

export function letter_of(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letter_of(Math.floor(index / 26) - 1) + last;
}

export function file_columns(rows: string[][], result: Result): FileColumn[] {
  const headings = rows.filter((_, i) => result.records[i]?.kind === 'header');
  const people = rows.filter((_, i) => result.records[i]?.kind === 'delegate').slice(0, 40);
  const width = Math.max(result.columns.length, ...headings.map((row) => row.length), ...people.map((row) => row.length), 0);
  const sensitive = result.file_issues.filter((issue) => issue.code === 'sensitive_column_dropped').map((issue) => folded(issue.detail));
  return Array.from({ length: width }, (_, index) => {
    const heading = headings.map((row) => row[index] ?? '').filter(Boolean).join(' ').replace(/\s+/g, ' ').trim();
    const is_sensitive = sensitive.includes(folded(heading)) && heading !== '';
    const examples = is_sensitive ? [] : [...new Set(people.map((row) => row[index]?.trim() ?? '').filter(Boolean))].slice(0, 2);
    return { index, letter: letter_of(index), heading, examples, meaning: result.columns[index] ?? null, is_sensitive };
  }).filter((column) => column.heading || column.examples.length > 0 || column.meaning);
}

/** Whether a heading was not understood: then the clerk is asked what its column holds. */
export function leaves_columns_open(columns: FileColumn[]): boolean {
  const has_headings = columns.some((column) => column.heading);
  return columns.some((column) => !column.meaning && !column.is_sensitive && (column.heading || !has_headings));
}

/** The clerk's file again, without columns that are never collected, each row with what to correct. */
export function marked_rows(rows: string[][], result: Result, columns: FileColumn[], title: string): string[][] {
  const dropped = new Set(columns.filter((column) => column.is_sensitive).map((column) => column.index));
  const width = Math.max(...rows.map((row) => row.length), 0);
  const kept = Array.from({ length: width }, (_, i) => i).filter((i) => !dropped.has(i));
  const head = heading_end(result) - 1;
  return rows.map((row, i) => {
    const record = result.records[i];
    const faults = (record?.issues ?? []).filter((issue) => issue.severity !== 'info').map((issue) => spoken(issue.message));
    return [...kept.map((c) => row[c] ?? ''), i === head ? title : faults.join(' ')];
  });
}

// --- what a clerk chose for headings like these, kept for the agency in this browser; no names in it

const key_of = (agency: string) => `columns:${agency}`;
const signature = (columns: FileColumn[]) => columns.map((column) => folded(column.heading)).join('|');

export function remember(agency: string, columns: FileColumn[], meanings: (string | null)[]): void {
  try {
    const known = JSON.parse(localStorage.getItem(key_of(agency)) ?? '{}') as Record<string, unknown>;
    const newest = Object.entries({ ...known, [signature(columns)]: meanings }).slice(-20);
    localStorage.setItem(key_of(agency), JSON.stringify(Object.fromEntries(newest)));
  } catch {
    // Only a convenience.
  }
}

export function remembered(agency: string, columns: FileColumn[]): (string | null)[] | undefined {
  try {
    return (JSON.parse(localStorage.getItem(key_of(agency)) ?? '{}') as Record<string, (string | null)[]>)[signature(columns)];
  } catch {
    return undefined;
  }
}
