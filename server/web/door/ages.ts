// SPDX-License-Identifier: Apache-2.0
// Lengths of time as short words.
import { locale } from '$lib/i18n/locale.svelte';
import { t } from './words';

/** 45 giây, 12 phút, 3 giờ, 2 ngày */
export function age_text(seconds: number): string {
  if (seconds < 60) return t().seconds(`${Math.max(0, Math.round(seconds))}`);
  if (seconds < 3600) return t().minutes(Math.round(seconds / 60));
  if (seconds < 2 * 86_400) return t().hours(Math.round(seconds / 3600));
  return t().days(Math.round(seconds / 86_400));
}

/** How far a clock is off, whatever the sign: 0,3 giây */
export function offset_text(ms: number): string {
  const seconds = Math.abs(ms) / 1000;
  if (seconds >= 10) return age_text(seconds);
  const language = locale.language === 'vi' ? 'vi-VN' : 'en-GB';
  return t().seconds(seconds.toLocaleString(language, { maximumFractionDigits: 1 }));
}
