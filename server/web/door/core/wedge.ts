// SPDX-License-Identifier: Apache-2.0
// A USB reader types like a keyboard, wherever the focus is, and through whatever keyboard program
// runs. Keys are taken by their place (event.code), not by what a Telex or VNI program makes of
// them; a burst of at least 20 that ends in Enter is a reading. The machine is pure; attach_wedge()
// connects it to a page and gives a field back what the burst wrote into it.

/** Readers type a key every few milliseconds, nobody else does. */
const gap_most_ms = 60;
const keys_least = 20;
/** Of a longer code the rest is dropped: it is none of ours. */
const keys_most = 2_000;

export interface KeyPress {
  code: string;
  is_shift: boolean;
  /** Ctrl, Alt or Meta: a command, not a text. */
  is_command: boolean;
  at_ms: number;
}

export type WedgeStep =
  | { kind: 'none' } // not a key of a reading
  | { kind: 'first' } // perhaps the first of a reading
  | { kind: 'more' }
  | { kind: 'reading'; text: string };

export class Wedge {
  private text = '';
  private last_ms = Number.NEGATIVE_INFINITY;

  press(key: KeyPress): WedgeStep {
    if (key.code.startsWith('Shift') || key.code === 'CapsLock') return { kind: 'none' };
    const is_burst = key.at_ms - this.last_ms <= gap_most_ms;
    if (key.code === 'Enter' || key.code === 'NumpadEnter') {
      const text = is_burst ? this.text : '';
      this.clear();
      return text.length >= keys_least ? { kind: 'reading', text } : { kind: 'none' };
    }
    const character = key.is_command ? null : character_of(key.code, key.is_shift);
    if (character === null) {
      this.clear();
      return { kind: 'none' };
    }
    this.last_ms = key.at_ms;
    if (!is_burst) this.text = character;
    else if (this.text.length < keys_most) this.text += character;
    return { kind: this.text.length === 1 ? 'first' : 'more' };
  }

  clear(): void {
    this.text = '';
    this.last_ms = Number.NEGATIVE_INFINITY;
  }
}

const plain: Record<string, string> = {
  Space: '  ',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadDecimal: '..',
  NumpadDivide: '//',
  NumpadMultiply: '**',
  NumpadSubtract: '--',
  NumpadAdd: '++',
};
const shifted_digits = ')!@#$%^&*(';

/** What the key at this place writes on a US keyboard, which is what readers pretend to be. */
export function character_of(code: string, is_shift: boolean): string | null {
  const place = /^(Key|Digit|Numpad)([A-Z0-9])$/.exec(code);
  if (place) {
    const [, row, name] = place as unknown as [string, string, string];
    if (row === 'Key') return is_shift ? name : name.toLowerCase();
    if (row === 'Digit' && is_shift) return shifted_digits[Number(name)] ?? null;
    return name;
  }
  return plain[code]?.[is_shift ? 1 : 0] ?? null;
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface FieldMemory {
  field: Field;
  value: string;
  start: number | null;
  end: number | null;
}

/** Returns how to stop. */
export function attach_wedge(on_reading: (text: string) => void): () => void {
  const wedge = new Wedge();
  let memory: FieldMemory | null = null;
  const on_key = (event: KeyboardEvent) => {
    const step = wedge.press({
      code: event.code,
      is_shift: event.shiftKey,
      is_command: event.ctrlKey || event.altKey || event.metaKey,
      at_ms: event.timeStamp,
    });
    if (step.kind === 'first') memory = remember(document.activeElement);
    // A letter of a code is no command: an address has a slash, and that begins a search.
    if (step.kind === 'more') event.stopImmediatePropagation();
    if (step.kind !== 'reading') return;
    // Neither the form that has the focus nor its button may take this Enter.
    event.preventDefault();
    event.stopImmediatePropagation();
    restore(memory);
    memory = null;
    on_reading(step.text);
  };
  window.addEventListener('keydown', on_key, true);
  return () => window.removeEventListener('keydown', on_key, true);
}

function is_field(element: Element | null): element is Field {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function remember(element: Element | null): FieldMemory | null {
  if (!is_field(element)) return null;
  return {
    field: element,
    value: element.value,
    start: 'selectionStart' in element ? element.selectionStart : null,
    end: 'selectionEnd' in element ? element.selectionEnd : null,
  };
}

function restore(memory: FieldMemory | null): void {
  if (!memory || memory.field.value === memory.value) return;
  const { field, value, start, end } = memory;
  field.value = value;
  if (start !== null && 'selectionStart' in field) field.setSelectionRange(start, end);
  for (const told of ['input', 'change']) field.dispatchEvent(new Event(told, { bubbles: true }));
}
