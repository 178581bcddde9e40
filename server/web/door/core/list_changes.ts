// SPDX-License-Identifier: Apache-2.0
// Keeps the list current: changes as the server sends them, stored as they came, and all of it
// written anew when there are many.
import { attempt } from './database';
import type { Step } from './handing_in';
import type { ListDocument, PassList } from './list';
import { append_changes, rewrite_list } from './list_store';
import type { Phone } from './phone';
import type { ListMeta } from './stored';
import type { Changes } from './wire';

/** A list that did not change is marked as current on the disk this often. */
const mark_current_every_ms = 30_000;
/** Documents of changes after which the list is written anew. */
const changes_most = 400;
const rows_a_page = 500;
const incidents_kept = 50;

export class ListChanges {
  private marked_at = 0;
  private must_rewrite = false;

  constructor(
    private readonly phone: Phone,
    private readonly heard: () => void,
  ) {}

  /** too_old: the list is to be taken anew. */
  async step(): Promise<Step | 'too_old'> {
    const { phone } = this;
    const round = ++phone.round;
    const answer = await phone.api.changes(phone.list_meta!.version);
    if (!answer.ok) return answer;
    this.heard();
    if (answer.value.is_too_old) return 'too_old';
    await this.take_changes(answer.value, answer.value.has_more ? 0 : round);
    return answer.value.has_more ? 'more' : 'done';
  }

  private async take_changes(changes: Changes, round: number): Promise<void> {
    const { phone } = this;
    const { revocations, passes, admissions, incidents } = changes;
    const settled = phone.settled_by(round);
    const is_empty = revocations.length + passes.length + admissions.length === 0;
    const document: ListDocument | null = is_empty
      ? null
      : { kind: 'changes', changes: { revocations, passes, admissions } };
    const before = phone.list_meta!;
    const meta: ListMeta = {
      generation: before.generation,
      next_document: before.next_document + (document ? 1 : 0),
      version: changes.version,
      current_at: changes.has_more ? before.current_at : changes.server_time_ms,
    };
    const told = incidents.length > 0 ? merge_incidents(phone.incidents, incidents) : null;
    if (changes.setting) {
      phone.take_setting(changes.setting);
      await attempt(() => phone.store.save_device(phone.device));
    }
    const numbers = settled.map((scan) => scan.dseq);
    await this.keep_changes(document, meta, numbers, told);
    if (document) phone.list.apply(document);
    phone.list.settle(settled.map((scan) => scan.effect));
    phone.acknowledged = phone.acknowledged.filter((scan) => !settled.includes(scan));
    if (told) phone.incidents = told;
    phone.list_meta = meta;
    if (this.must_rewrite || meta.next_document > changes_most) await this.rewrite();
    phone.is_list_unstored = this.must_rewrite;
  }

  private async keep_changes(
    document: ListDocument | null,
    meta: ListMeta,
    settled: readonly number[],
    told: Phone['incidents'] | null,
  ): Promise<void> {
    const now = this.phone.device_clock.mono();
    const has_news = document || told || settled.length > 0;
    if (!has_news && now - this.marked_at < mark_current_every_ms) return;
    this.marked_at = now;
    const kept = await attempt(() =>
      append_changes(this.phone.store, document, meta, settled, told),
    );
    if (!kept.ok) this.must_rewrite = true;
  }

  /** Many small documents as few large ones; also after one could not be stored. */
  private async rewrite(): Promise<void> {
    const { phone } = this;
    const documents = pages_of(phone.list);
    const meta: ListMeta = {
      ...phone.list_meta!,
      generation: phone.list_meta!.generation + 1,
      next_document: documents.length,
    };
    const kept = await attempt(() => rewrite_list(phone.store, documents, meta));
    if (!kept.ok) return;
    phone.list_meta = meta;
    this.must_rewrite = false;
  }
}

function pages_of(list: PassList): ListDocument[] {
  const passes = Array.from(list.all(), (row) => row.pass);
  const pages: ListDocument[] = [];
  for (let i = 0; i < passes.length; i += rows_a_page) {
    pages.push({ kind: 'page', passes: passes.slice(i, i + rows_a_page) });
  }
  return pages;
}

/** Open ones, newest first. */
export function merge_incidents(
  known: Phone['incidents'],
  news: Phone['incidents'],
): Phone['incidents'] {
  const ids = new Set(news.map((incident) => incident.id));
  return [...news, ...known.filter((incident) => !ids.has(incident.id))]
    .filter((incident) => incident.state === 'open')
    .sort((a, b) => (a.opened_at < b.opened_at ? 1 : -1))
    .slice(0, incidents_kept);
}
