// SPDX-License-Identifier: Apache-2.0
// The list of passes in memory: the server's rows, this phone's own moves, search and counts.
import { fold_text, text_folder } from './fold';
import { state_of, type OwnMove } from './moves';
import type { AdmissionState, PassFacts } from './verdict';
import type { Changes, Holder, WirePass } from './wire';

interface Row {
  pass: WirePass;
  own: OwnMove[];
  /** Folded label and, behind a line break, agency, group and seat; each word after a space. */
  words: string;
  expected: number;
  present: number;
}

export interface Match {
  pass_id: string;
  holder: Holder;
  inside: number;
  visits: number;
}

/** One document of the stored list: a page of the snapshot, or changes as the server sent them. */
export type ListDocument =
  | { kind: 'page'; passes: WirePass[] }
  | { kind: 'changes'; changes: Pick<Changes, 'revocations' | 'passes' | 'admissions'> };

const least_letters = 2;
const least_digits = 2;

export class PassList {
  private readonly rows = new Map<string, Row>();
  private readonly by_number = new Map<string, string>();
  private readonly fold = text_folder();
  /** By label, those who may come; null: to be sorted before the next search. */
  private sorted: Row[] | null = null;
  expected = 0;
  present = 0;

  constructor(private readonly event: string) {}

  get size(): number {
    return this.rows.size;
  }

  apply(document: ListDocument): void {
    if (document.kind === 'page') {
      this.sorted = null;
      for (const pass of document.passes) this.set_pass(pass);
      return;
    }
    const { revocations, passes, admissions } = document.changes;
    for (const one of revocations) {
      const row = this.rows.get(one.pass_id);
      if (row) this.set_pass({ ...row.pass, min_issue: one.min_issue });
    }
    for (const pass of passes) this.set_pass(pass);
    for (const { pass_id, ...admission } of admissions) {
      const row = this.rows.get(pass_id);
      if (!row?.pass.holder) continue;
      row.pass = { ...row.pass, holder: { ...row.pass.holder, admission } };
      this.count(row);
    }
  }

  find(pass_id: string): WirePass | null {
    return this.rows.get(pass_id)?.pass ?? null;
  }

  find_number(short_number: string): WirePass | null {
    const pass_id = this.by_number.get(short_number);
    return pass_id === undefined ? null : this.find(pass_id);
  }

  facts(pass: WirePass): PassFacts {
    return {
      id: pass.pass_id,
      event: this.event,
      site: pass.site_id,
      issue: pass.issue,
      min_issue: pass.min_issue,
      is_minor: pass.holder?.is_minor ?? false,
      party_size: pass.holder?.party_size ?? 1,
      // Of passes of other sites the list holds what it takes to send people there.
      status: pass.holder?.status ?? 'approved',
    };
  }

  state(pass: WirePass): AdmissionState {
    const own = this.rows.get(pass.pass_id)?.own ?? [];
    return state_of(this.facts(pass), pass.holder?.admission ?? null, own);
  }

  /** A pass that the list does not hold is not counted: the server will say what became of it. */
  add_move(pass_id: string, move: OwnMove): void {
    const row = this.rows.get(pass_id);
    if (!row) return;
    row.own.push(move);
    this.count(row);
  }

  /** The own moves of the list before this one. */
  adopt_moves(other: PassList): void {
    for (const [pass_id, { own }] of other.rows) {
      const row = this.rows.get(pass_id);
      if (!row || own.length === 0) continue;
      row.own = own;
      this.count(row);
    }
  }

  /** Null: this phone knows no such move. */
  set_undo(pass_id: string, scan_id: string, undo: OwnMove['undo']): OwnMove | null {
    const row = this.rows.get(pass_id);
    const move = row?.own.find((one) => one.scan_id === scan_id);
    if (!row || !move) return null;
    move.undo = undo;
    this.count(row);
    return move;
  }

  /** The list holds these scans now; each is a move or the undo of one. */
  settle(effects: readonly ({ pass_id: string; scan_id: string; undoes: string | null } | null)[]): void {
    for (const effect of effects) {
      const row = effect ? this.rows.get(effect.pass_id) : undefined;
      if (!effect || !row) continue;
      const { scan_id, undoes } = effect;
      for (const move of row.own) {
        if (move.scan_id === scan_id) move.is_settled = true;
        if (move.scan_id === undoes) move.undo = 'settled';
      }
      this.count(row);
    }
  }

  /** Sorts before anybody searches. */
  prepare(): void {
    this.in_order();
  }

  /** By name, agency, group or seat: each word begins with what was typed; or by short number. */
  search(query: string, limit: number): Match[] {
    const digits = query.replace(/[\s.-]/g, '');
    if (/^[0-9]+$/.test(digits) && digits.length >= least_digits) {
      const found = this.search_number(digits, limit);
      if (found.length > 0) return found;
    }
    const folded = fold_text(query);
    if (folded.replaceAll(' ', '').length < least_letters) return [];
    const wanted = folded.split(' ').map((word) => ` ${word}`);
    const by_name: Row[] = [];
    const by_rest: Row[] = [];
    for (const row of this.in_order()) {
      if (!wanted.every((word) => row.words.includes(word))) continue;
      const name_end = row.words.indexOf('\n');
      const is_name = row.words.lastIndexOf(wanted[0]!, name_end) >= 0;
      (is_name ? by_name : by_rest).push(row);
      if (by_name.length >= limit) break;
    }
    return [...by_name, ...by_rest].slice(0, limit).map((row) => this.match(row));
  }

  /** The list as pages, to be stored anew. */
  pages(rows_a_page: number): ListDocument[] {
    const passes = [...this.rows.values()].map((row) => row.pass);
    const pages: ListDocument[] = [];
    for (let i = 0; i < passes.length; i += rows_a_page) {
      pages.push({ kind: 'page', passes: passes.slice(i, i + rows_a_page) });
    }
    return pages;
  }

  private search_number(digits: string, limit: number): Match[] {
    const found: Match[] = [];
    for (const row of this.in_order()) {
      if (!row.pass.holder?.short_number.startsWith(digits)) continue;
      found.push(this.match(row));
      if (found.length >= limit) break;
    }
    return found;
  }

  private match(row: Row): Match {
    const { inside, visits } = this.state(row.pass);
    return { pass_id: row.pass.pass_id, holder: row.pass.holder!, inside, visits };
  }

  private in_order(): Row[] {
    this.sorted ??= [...this.rows.values()]
      .filter((row) => row.pass.holder && is_live(row.pass))
      .sort((a, b) => (a.words < b.words ? -1 : a.words > b.words ? 1 : 0));
    return this.sorted;
  }

  /** One row changed: sorting ten thousand anew would hold up whoever types. */
  private put_in_order(row: Row): void {
    if (!this.sorted) return;
    const at = this.sorted.indexOf(row);
    if (at >= 0) this.sorted.splice(at, 1);
    if (!row.pass.holder || !is_live(row.pass)) return;
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle]!.words < row.words) low = middle + 1;
      else high = middle;
    }
    this.sorted.splice(low, 0, row);
  }

  private set_pass(pass: WirePass): void {
    const known = this.rows.get(pass.pass_id);
    const old_number = known?.pass.holder?.short_number;
    if (old_number !== undefined) this.by_number.delete(old_number);
    const row = known ?? { pass, own: [], words: '', expected: 0, present: 0 };
    row.pass = pass;
    const holder = pass.holder;
    if (holder) {
      const place = this.fold(`${holder.agency} ${holder.group} ${holder.seat}`);
      row.words = ` ${this.fold(holder.label)}\n ${place}`;
      this.by_number.set(holder.short_number, pass.pass_id);
    }
    if (!known) this.rows.set(pass.pass_id, row);
    this.put_in_order(row);
    this.count(row);
  }

  private count(row: Row): void {
    this.expected -= row.expected;
    this.present -= row.present;
    row.expected = 0;
    row.present = 0;
    const holder = row.pass.holder;
    if (holder) {
      if (is_live(row.pass) && holder.status !== 'declined') row.expected = holder.party_size;
      const inside = row.own.length > 0 ? this.state(row.pass).inside : holder.admission.inside;
      const base = row.own.some((move) => move.undo === 'waiting') ? 0 : holder.admission.present;
      row.present = Math.max(base, inside);
    }
    this.expected += row.expected;
    this.present += row.present;
  }
}

function is_live(pass: WirePass): boolean {
  const status = pass.holder?.status;
  if (status === 'substituted' || status === 'cancelled') return false;
  return pass.issue >= pass.min_issue;
}
