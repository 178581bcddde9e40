// SPDX-License-Identifier: Apache-2.0
// A quota in words: "05 đơn vị", "khoảng 60–65 người".
import type { Schemas } from '$lib/api/client';
import { t } from '../words';

type Quota = Pick<Schemas['ListQuota'], 'unit' | 'min' | 'max' | 'is_approximate'>;

export function quota_words(quota: Quota): string {
  const { min, max } = quota;
  if (min === null && max === null) return t().quota_none;
  const two = (n: number) => String(n).padStart(2, '0');
  const amount = min !== null && max !== null && min !== max ? `${two(min)}–${two(max)}` : two((max ?? min)!);
  const counted = quota.unit === 'person' ? t().persons(amount) : t().organizations(amount);
  return quota.is_approximate ? `${t().about} ${counted}` : counted;
}
