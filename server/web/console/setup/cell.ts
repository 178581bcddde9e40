// SPDX-License-Identifier: Apache-2.0
// A quota as a grid cell writes it: 30, 60-65, ~65, 20 ĐV, x.
import type { Schemas } from '$lib/api/client';
import { fold } from '../parts/fold';

export type Quota = Schemas['Quota'];
export type Amount = Pick<Quota, 'unit' | 'min' | 'max' | 'is_approximate'>;

export function cell_text(quota: Amount | undefined): string {
  if (!quota) return '';
  const { min, max } = quota;
  if (min === null && max === null) return 'x';
  const range = min !== null && max !== null && min !== max ? `${min}-${max}` : min !== null && max === null ? `${min}-` : String(max);
  return `${quota.is_approximate ? '~' : ''}${range}${quota.unit === 'organization' ? ' ĐV' : ''}`;
}

/** What a text means: an amount, nothing ('' takes the quota away), or not understood. */
export function read_cell(text: string): Amount | '' | undefined {
  const plain = fold(text).replace(/[–—]/g, '-');
  if (plain === '') return '';
  if (plain === 'x') return { unit: 'person', min: null, max: null, is_approximate: false };
  const found = /^(~|khoang)?\s*(\d{1,6})(?:\s*(-)\s*(\d{1,6})?)?\s*(dv|don vi|nguoi|ng)?$/.exec(plain);
  if (!found) return undefined;
  const [, about, first, dash, second, unit] = found;
  const low = Number(first);
  const high = second === undefined ? null : Number(second);
  if (high !== null && high < low) return undefined;
  return {
    unit: unit === 'dv' || unit === 'don vi' ? 'organization' : 'person',
    min: dash ? low : null,
    max: dash ? high : low,
    is_approximate: about !== undefined,
  };
}

/** What it adds to the sums, as the server adds: the most, else the least. */
export const units_of = (quota: Amount): number => quota.max ?? quota.min ?? 0;
