// SPDX-License-Identifier: Apache-2.0
// The draft of one list while it is edited: kept in the browser at every change, sent to the server
// a moment later, merged when somebody else saved first.
import { api, as_refusal, ask, Refusal, type Schemas } from '$lib/api/client';
import { taken_over, with_typed, type Copy, type Typed } from './draft_copy';
import { cells_of, person_of, type Field } from './grid/columns';
import { merge, type Clash, type Merged } from './grid/merge';
import { filled, History, new_row, type Row, type Rows } from './grid/model';
import { adopt_copies, drop_tab_copy, keep_tab_copy } from './local_copy';
import { look_again } from './look_again';
import { ids_of_arrived, with_arrived } from './unanswered';

export type Detail = Schemas['ListDetail'];
export const is_open = (list: Detail) => list.state === 'draft' || list.state === 'returned';
type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed' | 'clash';

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
  /** Of saves that are not answered. */
  #sent = new Set<Row>();
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
    const copy: Copy = { revision: this.#revision, base: this.#base, rows: with_typed(this.rows, this.#typed), sent: [...this.#sent], ids: [...this.#ids] };
    keep_tab_copy(this.account, this.detail.id, copy);
  }

  #restore(copy: Copy): void {
    const { merged, ids } = taken_over(copy, this.rows, this.#ids);
    for (const [key, id] of ids) this.#ids.set(key, id);
    this.was_restored = true;
    this.#history.clear();
    this.rows = merged.rows;
    this.#steps += 1;
    this.#told(merged, copy.revision !== this.#revision);
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
    const known = new Set(this.#base);
    for (const row of sent) if (!known.has(row)) this.#sent.add(row);
    this.#keep();
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
      const server = detail.rows.map((row) => ({ id: row.id, row: { key: 0, cells: cells_of(row) } }));
      for (const [key, id] of ids_of_arrived(this.#sent, this.#ids, server)) this.#ids.set(key, id);
      const theirs = this.#rows_of(detail);
      const result = merge(with_arrived(this.#base, this.#sent, theirs), this.rows, theirs);
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
    this.#sent.clear();
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
