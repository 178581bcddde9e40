// SPDX-License-Identifier: Apache-2.0
// The draft of one list while it is edited: kept in the browser at every change, sent to the server
// a moment later, merged when somebody else saved first.
import { api, as_refusal, ask, Refusal, type Schemas } from '$lib/api/client';
import { cells_of, person_of, type Field } from './grid/columns';
import { merge, type Clash, type Merged } from './grid/merge';
import { filled, History, new_row, type Row, type Rows } from './grid/model';
import { adopt_copies, drop_tab_copy, keep_tab_copy, tab_copies } from './local_copy';
import { look_again } from './look_again';

export type Detail = Schemas['ListDetail'];
export const is_open = (list: Detail) => list.state === 'draft' || list.state === 'returned';
type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'clash';

/** What stands in the browser until the server has it. */
interface Copy {
  revision: number;
  base: Rows;
  rows: Rows;
  ids: [number, string][];
}

/** The cell that is being typed into: no change yet, but kept like one. */
export interface Typed {
  key: number;
  field: Field;
  text: string;
}
function with_typed(rows: Rows, typed: Typed | undefined): Rows {
  if (!typed) return rows;
  const { key, field, text } = typed;
  if (!rows.some((row) => row.key === key)) return [...rows, { key, cells: { [field]: text } }];
  return rows.map((row) => (row.key === key ? { key, cells: { ...row.cells, [field]: text } } : row));
}

/** Whether two rows say the same: the server sets spaces and phone numbers its own way. */
function says_same(a: Row, b: Row): boolean {
  const fields = new Set([...Object.keys(a.cells), ...Object.keys(b.cells)] as Field[]);
  const bare = (text = '') => text.normalize('NFC').replace(/\s/g, '');
  return [...fields].every((field) => bare(a.cells[field]) === bare(b.cells[field]));
}

/** What this browser still keeps of a list, line by line: for a page that cannot take it now. */
export function kept_lines(account: string, list: string): string[] {
  return tab_copies<Copy>(account, list).flatMap(({ base, rows }) => {
    const before = new Map(base.map((row) => [row.key, JSON.stringify(row.cells)]));
    return filled(rows).filter((row) => before.get(row.key) !== JSON.stringify(row.cells)).map((row) => Object.values(row.cells).join(', '));
  });
}

const SAVE_AFTER_MS = 900;
const RETRY_AFTER_MS = 5_000;
const LOOK_EVERY_MS = 15_000;

export class Draft {
  detail = $state.raw<Detail>() as Detail;
  rows = $state.raw<Rows>([]);
  state = $state<SaveState>('saved');
  refusal = $state.raw<Refusal>();
  clashes = $state.raw<Clash[]>([]);
  merged = $state.raw<Merged>();
  was_restored = $state(false);
  /** Keys of the rows that the server's faults and duplicates count. */
  #judged = $state.raw<number[]>([]);
  #history = new History();
  #steps = $state(0);
  #base: Rows = [];
  #revision = 0;
  #ids = new Map<number, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typed: Typed | undefined;
  #running: Promise<void> | undefined;

  constructor(
    detail: Detail,
    readonly account: string,
  ) {
    this.detail = detail;
    this.#revision = detail.revision;
    this.rows = this.#base = this.#rows_of(detail);
    this.#judged = this.rows.map((row) => row.key);
  }

  get can_undo(): boolean {
    return this.#steps >= 0 && this.#history.can_go_back;
  }
  get can_redo(): boolean {
    return this.#steps >= 0 && this.#history.can_go_forth;
  }

  /** Takes over what closed tabs left, and keeps up with what others save. */
  watch(): () => void {
    const leave = adopt_copies<Copy>(this.account, this.detail.id, (copy) => this.#restore(copy));
    const rest = look_again(() => void this.#look(), LOOK_EVERY_MS);
    return () => {
      leave();
      rest();
      clearTimeout(this.#timer);
      if (this.state === 'unsaved') void this.flush();
    };
  }

  change(rows: Rows): void {
    if (rows === this.rows) return;
    this.#typed = undefined;
    this.#history.note(this.rows);
    this.#set(rows);
  }
  /** At every letter; nothing when the typing was given up or came to nothing. */
  type(typed: Typed | undefined): void {
    if (!typed && !this.#typed) return;
    this.#typed = typed;
    if (typed || this.state !== 'saved') this.#keep();
    else drop_tab_copy(this.account, this.detail.id);
  }
  undo(): void {
    const rows = this.#history.back(this.rows);
    if (rows) this.#set(rows);
  }
  redo(): void {
    const rows = this.#history.forth(this.rows);
    if (rows) this.#set(rows);
  }

  /** The choices for clashes, by the order of `clashes`: true takes the other person's text. */
  settle(take_theirs: boolean[]): void {
    const chosen = this.clashes.filter((_, i) => take_theirs[i]);
    const rows = this.rows.map((row) => {
      const own = chosen.filter((clash) => clash.key === row.key);
      return own.length === 0 ? row : { ...row, cells: { ...row.cells, ...Object.fromEntries(own.map((c) => [c.field, c.theirs])) } };
    });
    this.clashes = [];
    this.state = 'unsaved';
    this.change(rows);
    this.#plan(0);
  }

  /** Saves now; true when the server has everything. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#running;
    if (this.state === 'unsaved' || this.state === 'failed') await this.#save();
    return this.state === 'saved';
  }

  /** The row that the server knows by this id, if it still stands in the table. */
  row_of(id: string): Row | undefined {
    return this.rows.find((row) => this.#ids.get(row.key) === id);
  }

  index_of_judged(index: number): number {
    return this.rows.findIndex((row) => row.key === this.#judged[index]);
  }

  /** "/rows/3/consents/photo" -> the row's key and the column. */
  place_of(path: string): { key: number; field: Field } | undefined {
    const [, , index, ...rest] = path.split('/');
    const key = this.#judged[Number(index)];
    const field = rest.at(-1);
    return key === undefined || !field ? undefined : { key, field: field as Field };
  }

  #set(rows: Rows): void {
    this.rows = rows;
    this.#steps += 1;
    if (this.state !== 'clash') this.state = 'unsaved';
    this.#keep();
    if (this.state === 'unsaved') this.#plan(SAVE_AFTER_MS);
  }

  #plan(after_ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), after_ms);
  }

  #keep(): void {
    const copy: Copy = { revision: this.#revision, base: this.#base, rows: with_typed(this.rows, this.#typed), ids: [...this.#ids] };
    keep_tab_copy(this.account, this.detail.id, copy);
  }

  #restore(copy: Copy): void {
    // Keys are of the page that made them: rows the server knows take today's, others a new one.
    const today = new Map([...this.#ids].map(([key, id]) => [id, key]));
    const ids = new Map(copy.ids);
    const keys = new Map<number, number>();
    // A row that was on its way when the tab closed may have arrived: it is not a second one.
    const others = new Set(this.rows.filter((row) => !copy.ids.some(([, id]) => id === this.#ids.get(row.key))));
    const arrived: Row[] = [];
    const arrival_of = (row: Row) => {
      const found = [...others].find((other) => says_same(row, other));
      if (!found) return undefined;
      others.delete(found);
      arrived.push(found);
      return found.key;
    };
    const renewed = (rows: Rows) =>
      rows.map((row) => {
        const known = keys.get(row.key) ?? today.get(ids.get(row.key) ?? '') ?? (ids.has(row.key) ? undefined : arrival_of(row));
        if (!keys.has(row.key)) keys.set(row.key, known ?? new_row().key);
        return { key: keys.get(row.key)!, cells: row.cells };
      });
    const [base, mine] = [renewed(copy.base), renewed(copy.rows)];
    const result = merge([...base, ...arrived], mine, this.rows);
    for (const [key, id] of copy.ids) if (keys.has(key)) this.#ids.set(keys.get(key)!, id);
    this.was_restored = true;
    this.#history.clear();
    this.rows = result.rows;
    this.#steps += 1;
    this.#told(result, copy.revision !== this.#revision);
    if (this.state !== 'clash') this.state = 'unsaved';
    this.#keep();
    if (this.state === 'unsaved') this.#plan(0);
  }

  #rows_of(detail: Detail): Rows {
    const known = new Map([...this.#ids].map(([key, id]) => [id, key]));
    return detail.rows.map((row) => {
      const made = new_row(cells_of(row));
      const key = known.get(row.id) ?? made.key;
      this.#ids.set(key, row.id);
      return { key, cells: made.cells };
    });
  }

  async #save(): Promise<void> {
    const sent = filled(this.rows);
    const is_minors = this.detail.group.is_minors;
    const rows = sent.map((row) => ({ id: this.#ids.get(row.key) ?? null, ...person_of(row.cells, is_minors) }));
    this.state = 'saving';
    this.#running = this.#put(sent, rows);
    await this.#running;
  }

  async #put(sent: Rows, rows: Schemas['DraftRow'][]): Promise<void> {
    try {
      const path = { list: this.detail.id };
      const body = { revision: this.#revision, rows };
      this.#saved(sent, await ask(api.PUT('/api/v1/lists/{list}/draft', { params: { path }, body })));
    } catch (thrown) {
      await this.#not_saved(as_refusal(thrown));
    }
  }

  #saved(sent: Rows, detail: Detail): void {
    sent.forEach((row, i) => this.#ids.set(row.key, detail.rows[i]!.id));
    this.#adopt(detail);
    // What was not touched meanwhile takes the form the server gave it.
    const now = new Map(this.#base.map((row) => [row.key, row]));
    const before = new Map(sent.map((row) => [row.key, row]));
    this.rows = this.rows.map((row) => (before.get(row.key) === row ? (now.get(row.key) ?? row) : row));
    const is_newer = filled(this.rows).some((row, i) => row !== this.#base[i]) || filled(this.rows).length !== this.#base.length;
    this.state = is_newer ? 'unsaved' : 'saved';
    if (is_newer) this.#plan(SAVE_AFTER_MS);
    if (is_newer || this.#typed) this.#keep();
    else drop_tab_copy(this.account, detail.id);
  }

  async #not_saved(refusal: Refusal): Promise<void> {
    const is_race = refusal.status === 409 && refusal.problem.faults.some((fault) => fault.code === 'revision_conflict');
    if (is_race) return this.#catch_up();
    this.refusal = refusal;
    this.state = 'failed';
    if (refusal.status === 0 || refusal.status >= 500) this.#plan(RETRY_AFTER_MS);
    // Somebody sent, approved or locked it: the page shows how it stands, the copy waits here.
    else if (refusal.status === 409) await this.#see();
  }

  async #see(): Promise<void> {
    try {
      const detail = await ask(api.GET('/api/v1/lists/{list}', { params: { path: { list: this.detail.id } } }));
      if (is_open(detail)) return await this.#catch_up();
      this.detail = detail;
    } catch {
      // What was refused is said already.
    }
  }

  async #catch_up(): Promise<void> {
    try {
      const detail = await ask(api.GET('/api/v1/lists/{list}', { params: { path: { list: this.detail.id } } }));
      const old = this.#base;
      this.#recognize(detail);
      const theirs = this.#rows_of(detail);
      const result = merge(old, this.rows, theirs);
      const had_changes = this.state !== 'saved';
      this.#adopt(detail, theirs);
      this.rows = result.rows;
      this.#history.clear();
      this.#steps += 1;
      this.#told(result, true);
      if (this.state === 'clash') return this.#keep();
      if (!had_changes) return;
      this.state = 'unsaved';
      this.#keep();
      this.#plan(0);
    } catch (thrown) {
      this.refusal = as_refusal(thrown);
      this.state = 'failed';
      this.#plan(RETRY_AFTER_MS);
    }
  }

  /** A save whose answer was lost: the new rows it brought are ours, not somebody else's. */
  #recognize(detail: Detail): void {
    const known = new Set(this.#ids.values());
    const others = new Map(detail.rows.filter((row) => !known.has(row.id)).map((row) => [row.id, { key: 0, cells: cells_of(row) }]));
    for (const row of filled(this.rows)) {
      if (this.#ids.has(row.key)) continue;
      const found = [...others].find(([, other]) => says_same(row, other));
      if (!found) continue;
      this.#ids.set(row.key, found[0]);
      others.delete(found[0]);
    }
  }

  #told(result: Merged, by_others: boolean): void {
    if (by_others && result.added + result.removed + result.changed > 0) this.merged = result;
    this.clashes = result.clashes;
    if (result.clashes.length > 0) this.state = 'clash';
  }

  #adopt(detail: Detail, rows = this.#rows_of(detail)): void {
    this.detail = detail;
    this.#revision = detail.revision;
    this.#base = rows;
    this.#judged = rows.map((row) => row.key);
    this.refusal = undefined;
  }

  async #look(): Promise<void> {
    if (this.state !== 'saved') return;
    try {
      const detail = await ask(api.GET('/api/v1/lists/{list}', { params: { path: { list: this.detail.id } } }));
      if (this.state !== 'saved') return;
      if (detail.revision !== this.#revision) await this.#catch_up();
      else this.detail = detail;
    } catch {
      // Only a look; the next save tells what is wrong.
    }
  }
}
