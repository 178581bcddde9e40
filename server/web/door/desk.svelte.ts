// SPDX-License-Identifier: Apache-2.0
// What one member of staff works at: the door's state as Svelte sees it, the result that is shown,
// and what the staff does with it. Screens hold no state of the door themselves.
import { router } from '$lib/router.svelte';
import { HOME_ZONE } from '$lib/format';
import { same_code_ms, type Door, type DoorResult, type DoorStatus, type ScanInput, type ScanOptions } from './core/results';
import type { Direction } from './core/words';
import { face_of, refused_face, type Face } from './faces';
import { play } from './sound';
import { t } from './words';

export type ReadBy = 'camera' | 'scanner' | 'hand';

interface Shown {
  result: DoorResult;
  face: Face;
  /** What was read, to read it again with an answer. */
  input: ScanInput;
}

export class Desk {
  status: DoorStatus = $state.raw()!;
  shown: Shown | undefined = $state.raw();
  direction: Direction = $state('in');
  /** The one line of role=status for what is no scan. */
  said = $state('');
  has_scanner = $state(false);
  /** A link with another pairing code was opened. */
  offered = $state('');
  /** Why this phone forgot everything. */
  farewell = $state('');
  /** Scanning was begun by a tap elsewhere: the camera may start at once. */
  begins = false;
  /** A screen that reads codes for itself: pairing, trying a card. */
  reads_for: ((text: string) => void) | undefined;
  /** While a dialog asks something, the camera may go on reading without effect. */
  is_held = $state(false);

  private timer: ReturnType<typeof setTimeout> | undefined;
  private in_view = { text: '', at: 0 };

  constructor(
    readonly door: Door,
    readonly app_version: string,
  ) {
    this.status = door.status;
    door.subscribe((status) => {
      const was_paired = this.status.setting !== null;
      this.status = status;
      if (status.phase === 'unpaired' && was_paired) this.farewell ||= t().wiped_ended;
    });
  }

  get zone(): string {
    return this.status.setting?.event.time_zone ?? HOME_ZONE;
  }
  get allows_exits(): boolean {
    return this.status.setting?.event.allows_reentry ?? false;
  }

  /** A code that was read. The camera sees the same one frame after frame: once is enough. */
  async read(text: string, by: ReadBy): Promise<void> {
    if (by === 'camera') {
      // Seen in any case, so that a code which is held up all the time stays one reading.
      const is_same = this.stays_in_view(text);
      if (is_same || this.is_held || router.path !== '/') return;
    }
    await this.scan({ text }, by === 'hand' ? { is_deliberate: true } : {});
  }

  /** A USB reader works wherever staff is. */
  take_scanner(text: string): void {
    if (this.reads_for) {
      this.reads_for(text);
      return;
    }
    this.has_scanner = true;
    if (this.is_held) return;
    if (router.path !== '/') router.go('/');
    void this.read(text, 'scanner');
  }

  /** Whether the phone was allowed to forget its door. */
  async leave(): Promise<boolean> {
    this.farewell = t().wiped_left;
    const has_left = await this.door.unpair();
    if (has_left) router.go('/');
    else this.farewell = '';
    return has_left;
  }

  /** A row of the search. */
  async pick(pass_id: string): Promise<void> {
    router.go('/');
    await this.scan({ pass_id }, { is_deliberate: true });
  }

  /** The shown question, answered: the same input with what it asked for. */
  async answer(options: ScanOptions): Promise<void> {
    const shown = this.shown;
    if (shown) await this.scan(shown.input, { count: shown.result.count, ...options, is_deliberate: true });
  }

  refuse(): void {
    if (this.shown) this.show({ ...this.shown, face: refused_face });
  }

  async undo(scan_id: string): Promise<void> {
    const row = this.door.history().find((other) => other.scan_id === scan_id);
    const result = await this.door.undo(scan_id);
    if (result === 'not_stored') this.said = t().undo_not_stored;
    else if (typeof result === 'string') this.said = t().undo_refused;
    else {
      this.present(result);
      // Where scanning goes on the band says it.
      if (router.path !== '/') this.said = t().undo_done(row?.label || t().unknown_holder);
    }
  }

  async undo_last(): Promise<void> {
    const row = this.door.history().find((other) => other.may_undo && !other.is_undone);
    if (row) await this.undo(row.scan_id);
    else this.said = t().undo_nothing;
  }

  /** A result that came by another way than a reading: a walk-in, an undo. */
  present(result: DoorResult): void {
    this.show({ result, face: face_of(result), input: { text: '' } });
  }

  dismiss(): void {
    clearTimeout(this.timer);
    this.shown = undefined;
  }

  private async scan(input: ScanInput, options: ScanOptions): Promise<void> {
    const result = await this.door.scan(input, { direction: this.direction, ...options });
    if (result) this.show({ result, face: face_of(result), input });
  }

  private show(shown: Shown): void {
    clearTimeout(this.timer);
    this.shown = shown;
    this.said = '';
    // The screen first: making a sound takes a slow phone longer than a picture of its camera.
    setTimeout(() => play(shown.face.sound));
    // A reason that is being given keeps what it is given for.
    const end = () => !this.is_held && this.dismiss();
    if (shown.face.stays_ms > 0) this.timer = setTimeout(end, shown.face.stays_ms);
  }

  private stays_in_view(text: string): boolean {
    const now = performance.now();
    const is_same = text === this.in_view.text && now - this.in_view.at < same_code_ms;
    this.in_view = { text, at: now };
    // A question stays until it is answered, however long its code is held up.
    const asked = this.shown?.result.kind === 'ask' ? this.shown.input : undefined;
    return is_same || (asked !== undefined && 'text' in asked && asked.text === text);
  }
}
