// SPDX-License-Identifier: Apache-2.0
import { t } from './words';

/** 40 giây, 12 phút, 3 giờ */
export function span(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return t().seconds(s);
  if (s < 5400) return t().minutes(Math.round(s / 60));
  return t().hours(Math.round(s / 3600));
}
