// SPDX-License-Identifier: Apache-2.0
// Between instants and what a datetime-local field holds, in the zone of the event, whatever the browser's.

function shown(instant: number, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  });
  return format.format(instant).replace(' ', 'T');
}

/** 2026-05-29T08:00 */
export function to_local(instant: string | null | undefined, zone: string): string {
  return instant ? shown(Date.parse(instant), zone) : '';
}

/** The instant that a wall clock of the zone calls so; nothing for an empty field. */
export function from_local(text: string, zone: string): string | null {
  if (!text) return null;
  const as_utc = Date.parse(`${text}Z`);
  const offset = Date.parse(`${shown(as_utc, zone)}Z`) - as_utc;
  const guess = as_utc - offset;
  const again = Date.parse(`${shown(guess, zone)}Z`) - guess; // the offset of that day, if a clock changed between
  return new Date(as_utc - again).toISOString();
}
