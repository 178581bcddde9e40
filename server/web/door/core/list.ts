// SPDX-License-Identifier: Apache-2.0
// The list of passes in memory: the server's rows, this phone's own moves, and counts.
import { state_of, type OwnMove } from './moves';
import type { AdmissionState, PassFacts } from './verdict';
import type { Changes, WirePass } from './wire';

export interface Row {
  pass: WirePass;
  own: OwnMove[];
  expected: number;
  present: number;
}

/** One document of the stored list: a page of the snapshot, or changes as the server sent them. */
export type ListDocument =
  | { kind: 'page'; passes: WirePass[] }
  | { kind: 'changes'; changes: Pick<Changes, 'revocations' | 'passes' | 'admissions'> };

export class PassList {
  private readonly rows = new Map<string, Row>();
  private readonly by_number = new Map<string, string>();
  /** Rows that came or changed since the index of names was made; null: there is none yet. */
  touched: Set<Row> | null = null;
  /** Rows that are counted when all is in. */
  private uncounted: Set<Row> | null = null;
  expected = 0;
  present = 0;

  constructor(private readonly event: string) {}

  get size(): number {
    return this.rows.size;
  }

  apply(document: ListDocument): void {
    if (document.kind === 'page') {
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

  /** Counts each row once, however often it changes meanwhile: a long queue may name one pass often. */
  in_bulk(work: () => void): void {
    const rows = (this.uncounted = new Set());
    work();
    this.uncounted = null;
    for (const row of rows) this.count(row);
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
    this.in_bulk(() => {
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
    });
  }

  all(): Iterable<Row> {
    return this.rows.values();
  }

  private set_pass(pass: WirePass): void {
    const known = this.rows.get(pass.pass_id);
    const old_number = known?.pass.holder?.short_number;
    if (old_number !== undefined) this.by_number.delete(old_number);
    const row = known ?? { pass, own: [], expected: 0, present: 0 };
    row.pass = pass;
    if (pass.holder) this.by_number.set(pass.holder.short_number, pass.pass_id);
    if (!known) this.rows.set(pass.pass_id, row);
    this.touched?.add(row);
    this.count(row);
  }

  private count(row: Row): void {
    if (this.uncounted) return void this.uncounted.add(row);
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

export function is_live(pass: WirePass): boolean {
  const status = pass.holder?.status;
  if (status === 'substituted' || status === 'cancelled') return false;
  return pass.issue >= pass.min_issue;
}
