// SPDX-License-Identifier: Apache-2.0
// The server's time as this phone knows it: one measured offset, and how far to trust it.
import type { Clock } from './api';
import { is_clock_suspect } from './verdict';

export interface ClockMemory {
  offset_ms: number;
  /** The highest server time that was given to a scan in this epoch. */
  floor_ms: number;
  is_measured: boolean;
}

/** A measurement this much worse than the best of late is not taken. */
const worse_factor = 3;
const good_enough_ms = 500;
const samples_kept = 5;

export class ServerClock {
  private wall_then: number;
  private mono_then: number;
  private trips_ms: number[] = [];

  constructor(
    private readonly clock: Clock,
    private memory: ClockMemory,
  ) {
    this.wall_then = clock.wall();
    this.mono_then = clock.mono();
  }

  get offset_ms(): number {
    return this.memory.offset_ms;
  }
  get floor_ms(): number {
    return this.memory.floor_ms;
  }
  get is_measured(): boolean {
    return this.memory.is_measured;
  }

  /** wall + offset: right unless the phone's clock was moved since the measurement. */
  now(): number {
    return this.clock.wall() + this.memory.offset_ms;
  }

  /** How much the wall clock moved against the steady one since the measurement. */
  drift_ms(): number {
    const mono = this.clock.mono() - this.mono_then;
    if (mono < 0) return 0;
    return Math.round(this.clock.wall() - this.wall_then - mono);
  }

  is_suspect(): boolean {
    return is_clock_suspect(this.memory.offset_ms, this.drift_ms());
  }

  /** offset = server − (sent + received) / 2. Slow answers say less than quick ones of late. */
  measure(sent_at: number, received_at: number, server_time_ms: number): void {
    const trip = received_at - sent_at;
    // Negative: the wall clock was moved while we waited.
    if (trip < 0) return;
    const best = Math.min(...this.trips_ms, Number.POSITIVE_INFINITY);
    const is_drifting = is_clock_suspect(0, this.drift_ms());
    this.trips_ms = [...this.trips_ms, trip].slice(-samples_kept);
    const is_poor = trip > good_enough_ms && trip > best * worse_factor;
    if (is_poor && this.memory.is_measured && !is_drifting) return;
    const offset_ms = Math.round(server_time_ms - (sent_at + received_at) / 2);
    // A floor ahead of the server's time would hold all later scans back.
    const floor_ms = Math.min(this.memory.floor_ms, received_at + offset_ms);
    this.memory = { offset_ms, floor_ms, is_measured: true };
    this.wall_then = this.clock.wall();
    this.mono_then = this.clock.mono();
  }

  /** After a scan was stored. */
  raise_floor(at: number): void {
    this.memory = { ...this.memory, floor_ms: Math.max(this.memory.floor_ms, at) };
  }

  remember(): ClockMemory {
    return { ...this.memory };
  }
}
