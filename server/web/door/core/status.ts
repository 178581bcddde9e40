// SPDX-License-Identifier: Apache-2.0
// The state of the phone as the screens see it.
import type { Phone } from './phone';
import type { DoorStatus, Phase } from './results';

/** What the paired phone does not know itself. */
export interface Around {
  phase: Phase;
  progress: number | null;
  is_persisted: boolean | null;
  has_update: boolean;
}

export function status_of(phone: Phone | null, door: Around): DoorStatus {
  const setting = phone?.setting ?? null;
  return {
    phase: door.phase,
    link: phone?.link ?? 'offline',
    waiting: phone?.waiting ?? 0,
    scan_count: phone?.counters.last_dseq ?? 0,
    may_hand_in: phone?.counters.standing !== 'gone',
    setting,
    gate_name: (setting && phone?.gate_name(setting.device.gate_id)) ?? '',
    site_name: (setting && phone?.site_name(setting.device.site_id)) ?? '',
    list_version: phone?.list_meta?.version ?? 0,
    list_age_s: phone?.list_age_s() ?? null,
    list_progress: door.progress,
    pass_count: phone?.list.size ?? 0,
    expected: phone?.list.expected ?? 0,
    present: phone?.list.present ?? 0,
    clock: {
      offset_ms: phone?.clock.offset_ms ?? 0,
      is_suspect: phone?.is_clock_suspect() ?? false,
      is_measured: phone?.clock.is_measured ?? false,
    },
    incidents: phone?.incidents ?? [],
    is_persisted: door.is_persisted,
    is_storage_broken: phone?.is_storage_broken ?? false,
    is_list_unstored: phone?.is_list_unstored ?? false,
    last_contact_at: phone?.last_contact_at ?? null,
    has_update: door.has_update,
  };
}

/** The phase of a paired phone follows from what the server and the clock say. */
export function phase_of(phone: Phone): Phase {
  const standing = phone.counters.standing;
  if (standing === 'backlog_only' || standing === 'gone') return 'revoked';
  if (standing === 'expired' || standing === 'not_yet') return standing;
  return phone.list_meta ? 'ready' : 'loading';
}
