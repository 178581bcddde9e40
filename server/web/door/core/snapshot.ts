// SPDX-License-Identifier: Apache-2.0
// Takes the whole list, page by page: a page is stored when it is in, so a broken connection or a
// closed app goes on where it was. The old list serves until the new one is complete.
import { bytes_of_hex, hex_of } from './bytes';
import { PassList } from './list';
import { append_page, drop_snapshot, finish_snapshot } from './list_store';
import type { Phone } from './phone';
import { prepare } from './search';
import { attempt } from './database';
import type { Building } from './stored';
import type { Answer } from './api';
import type { SnapshotPage, WirePass } from './wire';

const no_hash = '0'.repeat(64);

export type SnapshotStep = 'more' | 'done' | 'failed' | 'wrong';

export class SnapshotLoad {
  /** What is in already. Null: nothing, or it must be read from the store. */
  private list: PassList | null = null;
  private first_round = 0;
  /** 0…1, by the size of the list before; null when there is none under way. */
  progress: number | null = null;

  constructor(private readonly phone: Phone) {}

  /** One page more. answer is what the server said when it is not the next page. */
  async step(): Promise<{ step: SnapshotStep; answer: Answer<SnapshotPage> | null }> {
    const { phone } = this;
    const before = phone.building;
    if (!before || !this.list) await this.begin(before);
    const answer = await phone.api.snapshot(before?.cursor ?? null);
    if (!answer.ok) {
      // A cursor that the server does not take: from the beginning.
      if (answer.fault === 'refused' && before) await this.drop();
      return { step: 'failed', answer };
    }
    phone.heard();
    const page = answer.value;
    const hash = await hash_on(before?.hash ?? no_hash, page.passes);
    const count = (before?.count ?? 0) + page.passes.length;
    if (hash !== page.sha256 || count !== page.count) {
      await this.drop();
      return { step: 'wrong', answer };
    }
    const building: Building = {
      generation: before?.generation ?? (phone.list_meta?.generation ?? 0) + 1,
      next_document: (before?.next_document ?? 0) + 1,
      version: before?.version ?? page.version,
      current_at: page.server_time_ms,
      cursor: page.next_cursor ?? '',
      hash,
      count,
    };
    return { step: await this.take(page, building), answer };
  }

  private async begin(building: Building | null): Promise<void> {
    const { phone } = this;
    this.first_round = ++phone.round;
    this.list = new PassList(phone.setting?.event.id ?? '');
    if (!building) return;
    for (const document of await phone.store.read_list(building)) this.list.apply(document);
  }

  private async take(page: SnapshotPage, building: Building): Promise<SnapshotStep> {
    const { phone } = this;
    const list = this.list!;
    const document = { kind: 'page', passes: page.passes } as const;
    if (page.setting) await this.take_setting(page.setting);
    const stored = await attempt(() => append_page(phone.store, document, building));
    phone.is_list_unstored = !stored.ok;
    if (!stored.ok) return 'failed';
    list.apply(document);
    phone.building = building;
    this.progress = progress_of(building.count, phone.list.size);
    if (page.next_cursor !== null) return 'more';

    const { generation, next_document, version, current_at } = building;
    const meta = { generation, next_document, version, current_at };
    const settled = phone.settled_by(this.first_round);
    const numbers = settled.map((scan) => scan.dseq);
    const finished = await attempt(() => finish_snapshot(phone.store, meta, numbers));
    if (!finished.ok) return 'failed';
    prepare(list);
    list.adopt_moves(phone.list);
    list.settle(settled.map((scan) => scan.effect));
    phone.acknowledged = phone.acknowledged.filter((scan) => !settled.includes(scan));
    phone.list = list;
    phone.list_meta = meta;
    this.forget();
    return 'done';
  }

  private async take_setting(setting: NonNullable<SnapshotPage['setting']>): Promise<void> {
    this.phone.take_setting(setting);
    await attempt(() => this.phone.store.save_device(this.phone.device));
  }

  /** What was taken so far is of no use. */
  async drop(): Promise<void> {
    await attempt(() => drop_snapshot(this.phone.store));
    this.forget();
  }

  private forget(): void {
    this.phone.building = null;
    this.list = null;
    this.progress = null;
  }
}

/** The server does not say how many are to come; a page is 500. */
function progress_of(count: number, known: number): number {
  return Math.min(0.95, count / Math.max(known, count + 500));
}

/** SHA-256 over the hash so far and a line for each row: see DoorSnapshotPage. */
export async function hash_on(before: string, passes: readonly WirePass[]): Promise<string> {
  let lines = '';
  for (const pass of passes) {
    lines += `${pass.pass_id} ${pass.issue} ${pass.min_issue} ${pass.site_id}\n`;
  }
  const text = new TextEncoder().encode(lines);
  const all = new Uint8Array(32 + text.length);
  all.set(bytes_of_hex(before));
  all.set(text, 32);
  return hex_of(new Uint8Array(await crypto.subtle.digest('SHA-256', all)));
}
