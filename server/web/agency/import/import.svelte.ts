// SPDX-License-Identifier: Apache-2.0
// One import: the source, what its columns mean, the server's judgement of it, and the confirmation.
// Nothing is saved before apply().
import { api, as_refusal, ask, type Refusal, type Schemas } from '$lib/api/client';
import { note_faults } from '../file_notes';
import { read_block } from '../grid/clipboard';
import { FileFault, read_file, type Source } from './file';
import { file_columns, heading_end, is_minors_form, leaves_columns_open, people_of, remember, remembered, stays_out, without_hidden, type Result } from './judged';
import { filled_down, plain_sheet, type Sheet, type SheetFault } from './sheet';
import { t } from './words';

interface Owner {
  account: string;
  agency: string;
}

export class Import {
  lists = $state.raw<Schemas['List'][]>();
  event = $state('');
  target = $state('');
  /** Of which list the file is: not said by the file, so the clerk is asked. */
  target_question = $state<'none' | 'open' | 'guessed'>('none');
  to_mend = $state.raw(new Map<string, number>());
  source = $state.raw<Source>();
  sheet_index = $state(0);
  meanings = $state.raw<(string | null)[]>();
  rows = $state.raw<string[][]>([]);
  result = $state.raw<Result>();
  outcome = $state.raw<Schemas['ImportOutcome']>();
  skipped = $state.raw(new Set<number>());
  /** Shown at once when one of them is a question; else the people are what is looked at. */
  shows_columns = $state(false);
  stage = $state('');
  fault = $state<SheetFault>();
  refusal = $state.raw<Refusal>();
  #turn = 0;
  /** The sheet whose columns were looked through: what the clerk opens or closes then stays so. */
  #looked_through: Sheet | undefined;
  /** What was taken already when only the look at the lists afterwards failed: not asked for again. */
  #taken: { of: Result; skipped: Set<number>; outcome: Schemas['ImportOutcome'] } | undefined;

  readonly target_list = $derived(this.lists?.find((item) => item.id === this.target));
  readonly open_lists = $derived(this.lists?.filter((item) => item.state === 'draft' || item.state === 'returned') ?? []);
  readonly columns = $derived(this.result ? file_columns(this.rows, this.result) : []);
  readonly people = $derived(this.result ? people_of(this.result) : []);
  readonly wanted = $derived(this.people.filter((person) => !this.skipped.has(person.first_line) && !stays_out(person)));
  readonly sheet = $derived(this.source?.sheets[this.sheet_index]);

  // A file may be chosen before the page knows its event: the work waits for it.
  #is_known!: () => void;
  readonly #known = new Promise<void>((done) => (this.#is_known = done));

  constructor(readonly owner: Owner) {}

  /** Of an event, or into one list; false when there is no such thing. */
  async begin(event: string | undefined, list: string | undefined): Promise<boolean> {
    try {
      this.event = event ?? (await ask(api.GET('/api/v1/lists/{list}', { params: { path: { list: list! } } }))).event;
      this.lists = (await ask(api.GET('/api/v1/events/{event}/lists', { params: { path: { event: this.event }, query: { limit: 200 } } }))).items;
      this.target = list ?? (this.open_lists.length === 1 ? this.open_lists[0]!.id : '');
    } catch (thrown) {
      this.refusal = as_refusal(thrown);
      return false;
    }
    this.#is_known();
    return true;
  }

  /** Runs one piece of work at a time; a newer one makes the older one's answer void. */
  async attempt(label: string, work: (is_current: () => boolean) => Promise<void>): Promise<void> {
    const own = (this.#turn += 1);
    this.stage = label;
    this.refusal = undefined;
    this.fault = undefined;
    try {
      await work(() => own === this.#turn);
    } catch (thrown) {
      if (own !== this.#turn) return;
      if (thrown instanceof FileFault) this.fault = thrown.fault;
      else this.refusal = as_refusal(thrown);
    }
    if (own === this.#turn) this.stage = '';
  }

  open(file: File | undefined): void {
    if (!file) return;
    this.result = undefined;
    this.source = undefined;
    void this.attempt(t().reading, async (is_current) => {
      await this.#known;
      const found = await read_file(file, this.event);
      if (is_current()) await this.#take(found);
    });
  }
  async paste(text: string): Promise<void> {
    await this.#known;
    await this.#take({ name: t().pasted, sheets: [plain_sheet(t().pasted, read_block(text))] });
  }

  /** What the file hides is not taken unless the clerk says so: in Excel it is not to be seen either. */
  turn_to(index: number): Promise<void> {
    this.sheet_index = index;
    this.meanings = undefined;
    this.skipped = new Set(this.source!.sheets[index]?.hidden_rows.map((row) => row + 1));
    return this.check();
  }

  check(): Promise<void> {
    const own = this.sheet;
    if (!own) return Promise.resolve();
    return this.attempt(t().checking(own.rows.length), async (is_current) => {
      let cells = own.rows;
      let found = await this.#judged(cells);
      if (!is_current()) return;
      const filled = filled_down(cells, own.merges, heading_end(found));
      const chosen = this.meanings ?? remembered(this.owner.agency, file_columns(cells, found));
      const before = chosen ?? without_hidden(found.columns, own.hidden_columns);
      const guess = this.#guessed_target(found);
      if (filled !== cells || before !== this.meanings || guess) {
        cells = filled;
        this.meanings = before;
        if (guess) this.target = guess;
        found = await this.#judged(cells);
      }
      if (!is_current()) return;
      this.rows = cells;
      this.result = found;
      if (this.#looked_through === own) return;
      this.#looked_through = own;
      this.shows_columns = found.file_issues.some((issue) => issue.severity === 'error') || (!chosen && leaves_columns_open(this.columns));
    });
  }

  choose_meaning(index: number, meaning: string): void {
    const understood = this.result!.columns;
    const chosen = Array.from({ length: Math.max(understood.length, index + 1) }, (_, i) => understood[i] ?? null);
    // One meaning, one column: the other one gives it up.
    this.meanings = chosen.map((own, i) => (i === index ? meaning || null : own === meaning ? null : own));
    remember(this.owner.agency, this.columns, this.meanings);
    void this.check();
  }

  apply(): void {
    void this.attempt(t().applying, async () => {
      const { wanted, skipped, result } = this;
      const is_taken = this.#taken?.of === result && this.#taken?.skipped === skipped;
      if (!is_taken) this.#taken = { of: result!, skipped, outcome: await this.#applied() };
      const { outcome } = this.#taken!;
      this.to_mend = await note_faults(this.owner.account, outcome.lists, wanted);
      this.outcome = outcome;
    });
  }
  again(): void {
    this.source = undefined;
    this.result = undefined;
    this.outcome = undefined;
  }

  #take(found: Source): Promise<void> {
    this.source = found;
    this.outcome = undefined;
    if (this.target_question !== 'none') this.target = '';
    this.target_question = 'none';
    const shown = found.sheets.filter((sheet) => !sheet.is_hidden);
    const most = Math.max(...shown.map((sheet) => sheet.rows.length), 0);
    return this.turn_to(Math.max(0, found.sheets.findIndex((sheet) => !sheet.is_hidden && sheet.rows.length === most)));
  }

  #request(cells: string[][]): Schemas['ImportRequest'] {
    return {
      list: this.target || null,
      rows: cells,
      trailing_blanks_cut: !this.source?.encoding,
      encoding: (this.source?.encoding ?? null) as Schemas['ImportRequest']['encoding'],
      first_lines: this.source?.first_lines ?? null,
      columns: this.meanings ?? null,
    };
  }
  #applied(): Promise<Schemas['ImportOutcome']> {
    const skip_lines = this.people.map((person) => person.first_line).filter((line) => this.skipped.has(line));
    const body = { ...this.#request(this.rows), skip_lines };
    return ask(api.POST('/api/v1/events/{event}/import/apply', { params: { path: { event: this.event } }, body }));
  }
  #judged(cells: string[][]): Promise<Result> {
    return ask(api.POST('/api/v1/events/{event}/import/check', { params: { path: { event: this.event } }, body: this.#request(cells) }));
  }

  /** Asks of which list the people are when the file does not say; the kind of its columns may tell. */
  #guessed_target(found: Result): string | undefined {
    if (this.target || !people_of(found).some((person) => !person.group_code)) return undefined;
    const fitting = this.open_lists.filter((item) => item.group.is_minors === is_minors_form(found));
    const is_plain = this.target_question === 'none' && fitting.length === 1;
    this.target_question = is_plain ? 'guessed' : 'open';
    return is_plain ? fitting[0]!.id : undefined;
  }
}
