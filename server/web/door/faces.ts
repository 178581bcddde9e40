// SPDX-License-Identifier: Apache-2.0
// The result table: for every outcome its word, line, colour, shape, sound and how long it stays.
// Colours stand in Result.svelte, words in result_words.ts.
import { time } from '$lib/format';
import { spoken } from '$lib/i18n/locale.svelte';
import type { DoorResult } from './core/results';
import type { ResultWords } from './result_words';

export type Tone = 'green' | 'amber' | 'red' | 'grey' | 'blue';
export type Shape = 'tick' | 'star' | 'mark' | 'arrow' | 'question' | 'cross' | 'cross_box' | 'dash' | 'out' | 'back';
export type Sound = 'one_high' | 'rising' | 'two_mid' | 'three_low' | 'long_low' | 'soft';

type Word = {
  [key in keyof ResultWords]: ResultWords[key] extends string ? key : never;
}[keyof ResultWords];

export interface Face {
  word: Word;
  tone: Tone;
  shape: Shape;
  sound: Sound;
  /** 0: until somebody taps. */
  stays_ms: number;
}

const short_ms = 2_500;
const long_ms = 8_000;

function face(word: Word, tone: Tone, shape: Shape, sound: Sound, stays_ms: number): Face {
  return { word, tone, shape, sound, stays_ms };
}

const by_kind = {
  admitted: face('admitted', 'green', 'tick', 'one_high', short_ms),
  admitted_note: face('admitted_note', 'green', 'star', 'rising', 0),
  left: face('left', 'green', 'out', 'one_high', short_ms),
  undone: face('undone', 'blue', 'back', 'soft', short_ms),
  already_in: face('already_in', 'amber', 'mark', 'two_mid', long_ms),
  repeat: face('repeat', 'amber', 'mark', 'soft', short_ms),
  wrong_site: face('wrong_site', 'amber', 'arrow', 'two_mid', long_ms),
  not_in_list: face('not_in_list', 'amber', 'question', 'two_mid', 0),
  check: face('check', 'amber', 'question', 'two_mid', 0),
  not_yet_open: face('not_yet_open', 'amber', 'mark', 'two_mid', long_ms),
  closed: face('closed', 'amber', 'mark', 'two_mid', long_ms),
  revoked: face('revoked', 'red', 'cross_box', 'three_low', 0),
  wrong_event: face('wrong_event', 'red', 'cross', 'three_low', long_ms),
  invalid: face('invalid', 'red', 'cross', 'three_low', long_ms),
  not_stored: face('not_stored', 'grey', 'dash', 'long_low', 0),
  ask: face('ask_count', 'blue', 'question', 'soft', 0),
} satisfies Record<DoorResult['kind'], Face>;

/** Refusing somebody whose pass staff had to judge: nothing is recorded, the band says so. */
export const refused_face = face('refused', 'red', 'cross', 'three_low', long_ms);

export function face_of_kind(kind: DoorResult['kind']): Face {
  return by_kind[kind];
}

export function face_of(result: DoorResult): Face {
  const base = by_kind[result.kind];
  if (result.kind === 'ask') {
    const in_word = result.ask?.count ? 'ask_count' : 'ask_escort';
    return { ...base, word: result.direction === 'out' ? 'ask_out' : in_word };
  }
  if (result.kind !== 'check' || !result.check) return base;
  const word: Word = result.check === 'not_in_list' ? 'not_in_list' : result.check;
  return { ...base, word };
}

/** The line under the word, for whoever must explain it to the delegate. */
export function line_of(result: DoorResult, words: ResultWords, zone: string, hours: { opens: string; closes: string }, text: string): string {
  switch (result.kind) {
    case 'already_in': {
      const first = result.first_in;
      if (!first) return '';
      const at = time(first.at, zone);
      return first.is_this_gate ? words.first_in_here(at) : words.first_in(at, first.gate);
    }
    case 'repeat': return words.repeat_line;
    case 'wrong_site': return result.right_site ? words.go_to(result.right_site) : words.go_elsewhere;
    case 'not_in_list': return words.not_in_list_line;
    case 'check': return check_line(result, words);
    case 'not_yet_open': return words.not_yet_open_line(time(hours.opens, zone));
    case 'closed': return words.closed_line(time(hours.closes, zone));
    case 'revoked': return words.revoked_line;
    case 'wrong_event': return words.wrong_event_line;
    case 'invalid': return invalid_line(result, words, text);
    case 'not_stored': return words.not_stored_line;
    case 'undone': return words.undone_line;
    case 'left': return result.count > 1 ? words.out_count(result.count) : '';
    case 'ask': return ask_line(result, words);
    default: return '';
  }
}

function check_line({ check, room, message }: DoorResult, words: ResultWords): string {
  if (check === 'party_room') return words.party_room_line(room);
  if (check) return words[`${check}_line`];
  return message ? spoken(message) : '';
}

function invalid_line({ verdict }: DoorResult, words: ResultWords, text: string): string {
  if (verdict === 'document_code') return words.document_line;
  if (/^\d{8}$/.test(text)) return words.short_number_line;
  if (verdict === 'unknown') return words.unknown_line;
  // The end of one of ours, or its beginning: a reader that was too quick.
  return /\d{20}$/.test(text) ? words.half_read_line : words.not_a_pass_line;
}

function ask_line(result: DoorResult, words: ResultWords): string {
  if (!result.ask?.count) return words.ask_escort_line;
  if (result.direction === 'out') return words.ask_out_line(result.ask.room);
  return words.ask_count_line(result.ask.room, result.holder?.party_size ?? result.ask.room);
}

/** Công an TP · Khách mời */
export function from_where({ agency, group }: NonNullable<DoorResult['holder']>): string {
  return group && group !== agency ? `${agency} · ${group}` : agency;
}

/** The notes of a green that somebody should look at. */
export function notes_of(result: DoorResult, words: ResultWords): string[] {
  return result.notes.map((note) => {
    switch (note) {
      case 'door_note': return result.holder?.note ?? '';
      case 'minor': return words.note_minor;
      case 'overridden': return words.note_overridden;
      case 'party': return words.note_party(result.count, result.room);
      case 'not_on_this_phone': return words.note_not_on_this_phone;
    }
  });
}
