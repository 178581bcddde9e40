// SPDX-License-Identifier: Apache-2.0
// A directory as it is pasted: one agency a line, columns by tab or |.
import { fold } from '../parts/fold';

export interface Pasted {
  name: string;
  short_name: string;
  aliases: string[];
}

export const lines_of = (text: string): string[] => text.split('\n').map((line) => line.trim()).filter(Boolean);

export function read_paste(text: string): Pasted[] {
  const seen = new Set<string>();
  const out: Pasted[] = [];
  for (const line of lines_of(text.normalize('NFC'))) {
    const [name = '', short_name = '', ...aliases] = line.split(/\t|\|/).map((cell) => cell.replace(/\s+/g, ' ').trim());
    if (!name || seen.has(fold(name))) continue;
    seen.add(fold(name));
    out.push({ name, short_name, aliases: aliases.flatMap((alias) => alias.split(';')).map((alias) => alias.trim()).filter(Boolean) });
  }
  return out;
}

/** so-noi-vu: stable, without accents, of the length that codes may have. */
export const code_of = (name: string): string => fold(name).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 60);
