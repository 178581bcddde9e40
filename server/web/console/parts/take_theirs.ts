// SPDX-License-Identifier: Apache-2.0
// What somebody else saved since a form began, beside what was typed in it.
export type Fields = Record<string, unknown>;
export interface Changed {
  key: string;
  theirs: unknown;
  /** This form changed it too: saving puts the own value over theirs. */
  is_clash: boolean;
}
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Fields the form did not touch take their new value; what is given back is to be looked at. */
export function take_theirs(before: Fields, now: Fields, form: Fields): Changed[] {
  const out: Changed[] = [];
  for (const [key, theirs] of Object.entries(now)) {
    if (same(theirs, before[key]) || same(theirs, form[key])) continue;
    const is_clash = !same(form[key], before[key]);
    if (!is_clash) form[key] = theirs;
    out.push({ key, theirs, is_clash });
  }
  return out;
}
