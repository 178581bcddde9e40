// SPDX-License-Identifier: Apache-2.0
// What this phone itself let in and out, on top of what the server's list says. A move counts here
// until the list holds it: the server's fold (common/domain/admission.cpp) has the last word.
import type { AdmissionState, Movement, PassFacts } from './verdict';
import { is_party, nobody_came } from './verdict';
import type { WireAdmission } from './wire';
import type { Direction } from './words';

export interface OwnMove {
  scan_id: string;
  at: number;
  gate: string;
  device: string;
  direction: Direction;
  count: number;
  is_override: boolean;
  /** The server's list holds it. */
  is_settled: boolean;
  /** Taken back by this phone; settled: the list holds that, too. */
  undo: 'no' | 'waiting' | 'settled';
}

/** The admission of one pass, as well as this phone knows it. */
export function state_of(
  pass: PassFacts,
  base: WireAdmission | null,
  own: readonly OwnMove[],
): AdmissionState {
  const state: AdmissionState = base ? state_of_list(base) : { ...nobody_came };
  for (const move of own) {
    if (!move.is_settled && move.undo === 'no') apply(pass, state, move);
    if (move.is_settled && move.undo === 'waiting') take_back(pass, state, move);
  }
  const last = own.filter((move) => move.undo === 'no').at(-1);
  state.last_move = last ? movement_of(last) : null;
  return state;
}

function state_of_list(base: WireAdmission): AdmissionState {
  const first_in: Movement | null = base.first_in_at
    ? {
        at: Date.parse(base.first_in_at),
        gate: base.first_in_gate_id ?? '',
        device: '',
        scan: '',
        direction: 'in',
      }
    : null;
  return { inside: base.inside, visits: base.visits, first_in, last_move: null };
}

function movement_of(move: OwnMove): Movement {
  const { at, gate, device, direction } = move;
  return { at, gate, device, scan: move.scan_id, direction };
}

function apply(pass: PassFacts, state: AdmissionState, move: OwnMove): void {
  const count = is_party(pass) ? move.count : 1;
  if (move.direction === 'out') {
    state.inside = Math.max(0, state.inside - count);
    return;
  }
  const room = Math.max(0, pass.party_size - state.inside);
  const added = is_party(pass) && move.is_override ? count : Math.min(count, room);
  if (added === 0) return;
  state.inside += added;
  ++state.visits;
  state.first_in ??= movement_of(move);
}

function take_back(pass: PassFacts, state: AdmissionState, move: OwnMove): void {
  const count = is_party(pass) ? move.count : 1;
  if (move.direction === 'out') {
    state.inside += count;
    return;
  }
  state.inside = Math.max(0, state.inside - count);
  state.visits = Math.max(0, state.visits - 1);
  if (state.visits === 0) state.first_in = null;
}
