// SPDX-License-Identifier: Apache-2.0
// Dates, times and numbers as Vietnamese papers write them, in the time zone of the event.
import { locale } from './i18n/locale.svelte';

export const HOME_ZONE = 'Asia/Ho_Chi_Minh';

function parts(instant: string | number | Date, zone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return Object.fromEntries(format.formatToParts(new Date(instant)).map((p) => [p.type, p.value]));
}

/** 28/05/2026 */
export function date(instant: string | number | Date, zone = HOME_ZONE): string {
  const p = parts(instant, zone);
  return `${p.day}/${p.month}/${p.year}`;
}

/** 07:41 */
export function time(instant: string | number | Date, zone = HOME_ZONE): string {
  const p = parts(instant, zone);
  return `${p.hour}:${p.minute}`;
}

/** 28/05/2026 07:41 */
export function date_time(instant: string | number | Date, zone = HOME_ZONE): string {
  return `${date(instant, zone)} ${time(instant, zone)}`;
}

/** Thứ Sáu, 29/05/2026 of 2026-05-29: whatever order the field of a browser has. */
export function weekday(day: string): string {
  const name = new Intl.DateTimeFormat(locale.language === 'vi' ? 'vi-VN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' });
  return `${name.format(new Date(day))}, ${day.split('-').reverse().join('/')}`;
}

/** 1.234 in Vietnamese, 1,234 in English. */
export function number(value: number): string {
  return value.toLocaleString(locale.language === 'vi' ? 'vi-VN' : 'en-GB');
}
