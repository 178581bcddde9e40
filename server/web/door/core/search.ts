// SPDX-License-Identifier: Apache-2.0
// Finding people in the list: by name, agency, group or seat without accents, or by short number.
import { fold_text, text_folder } from './fold';
import { is_live, type PassList, type Row } from './list';
import type { FoundRow } from './results';

interface Entry {
  row: Row;
  /** Folded label and, behind a line break, agency, group and seat; each word after a space. */
  words: string;
}

const least_letters = 2;
const least_digits = 2;
/** So many changes are sorted in one go. */
const many = 200;
const indexes = new WeakMap<PassList, NameIndex>();

/** Sorts before anybody searches. */
export function prepare(list: PassList): NameIndex {
  const index = indexes.get(list) ?? new NameIndex(list);
  indexes.set(list, index);
  index.catch_up();
  return index;
}

/** Each word begins with what was typed; those who match by name first. Of a name the list may hold
 * only "Nguyễn M. An": whoever types it in full means that one, too. */
export function search(list: PassList, query: string, limit: number): FoundRow[] {
  return prepare(list)
    .find(query, limit)
    .map(({ row: { pass } }) => {
      const { inside, visits } = list.state(pass);
      return { pass_id: pass.pass_id, holder: pass.holder!, inside, visits };
    });
}

/** Those who may come, by label. */
class NameIndex {
  private order: Entry[] | null = null;
  private readonly known = new Map<Row, Entry>();
  private readonly fold = text_folder();

  constructor(private readonly list: PassList) {}

  catch_up(): void {
    const { touched } = this.list;
    if (!this.order || !touched || touched.size > many) {
      this.known.clear();
      const entries = [...this.list.all()].map((row) => this.entry_of(row)).filter((one) => one !== null);
      this.order = entries.sort((a, b) => (a.words < b.words ? -1 : a.words > b.words ? 1 : 0));
      this.list.touched = new Set();
    } else {
      for (const row of touched) this.put_in_order(row);
      touched.clear();
    }
  }

  find(query: string, limit: number): Entry[] {
    const order = this.order!;
    const digits = query.replace(/[\s.-]/g, '');
    if (/^[0-9]+$/.test(digits) && digits.length >= least_digits) {
      const found: Entry[] = [];
      for (const entry of order) {
        if (entry.row.pass.holder!.short_number.startsWith(digits)) found.push(entry);
        if (found.length >= limit) break;
      }
      if (found.length > 0) return found;
    }
    const folded = fold_text(query);
    if (folded.replaceAll(' ', '').length < least_letters) return [];
    const wanted = folded.split(' ').map((word) => ` ${word}`);
    const [by_name, by_rest]: [Entry[], Entry[]] = [[], []];
    for (const entry of order) {
      if (!has_all(entry.words, wanted)) continue;
      const is_name = entry.words.lastIndexOf(wanted[0]!, entry.words.indexOf('\n')) >= 0;
      const found = is_name ? by_name : by_rest;
      if (found.length < limit) found.push(entry);
      if (by_name.length >= limit) break;
    }
    const by_initials = wanted.length > 1 ? with_initials(order, wanted, limit - by_name.length) : [];
    return [...by_name, ...by_initials, ...by_rest].slice(0, limit);
  }

  /** One row changed: sorting ten thousand anew would hold up whoever types. */
  private put_in_order(row: Row): void {
    const order = this.order!;
    const old = this.known.get(row);
    const at = old ? order.indexOf(old) : -1;
    if (at >= 0) order.splice(at, 1);
    this.known.delete(row);
    const entry = this.entry_of(row);
    if (!entry) return;
    let [low, high] = [0, order.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order[middle]!.words < entry.words) low = middle + 1;
      else high = middle;
    }
    order.splice(low, 0, entry);
  }

  private entry_of(row: Row): Entry | null {
    const { holder } = row.pass;
    if (!holder || !is_live(row.pass)) return null;
    const place = this.fold(`${holder.agency} ${holder.group} ${holder.seat}`);
    const entry = { row, words: ` ${this.fold(holder.label)}\n ${place}` };
    this.known.set(row, entry);
    return entry;
  }
}

/** A plain loop: this is asked ten thousand times a letter. */
function has_all(words: string, wanted: readonly string[]): boolean {
  for (const word of wanted) if (!words.includes(word)) return false;
  return true;
}

/** Whose name has a letter for some of the words, and the others as they were typed. */
function with_initials(order: readonly Entry[], wanted: readonly string[], limit: number): Entry[] {
  const initials = wanted.map((word) => `${word.slice(0, 2)} `);
  const found: Entry[] = [];
  for (const entry of order) {
    if (found.length >= limit) break;
    if (is_short_for(entry.words, wanted, initials)) found.push(entry);
  }
  return found;
}

function is_short_for(words: string, wanted: readonly string[], initials: readonly string[]): boolean {
  let held = 0;
  for (let i = 0; i < wanted.length; ++i) {
    if (words.includes(wanted[i]!)) {
      ++held;
      continue;
    }
    const at = words.indexOf(initials[i]!);
    if (at < 0 || at > words.indexOf('\n')) return false;
  }
  return held > 0 && held < wanted.length;
}
