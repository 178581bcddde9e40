// SPDX-License-Identifier: Apache-2.0
// How tasks are ordered, for the organizer and for the agencies that do them.

/** As people number: t9 before t10. */
export const by_number = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** Those without a day come last; those of one day stand as they are numbered. The editor of parts knows no more of them. */
export function as_they_fall_due<T extends Record<string, unknown>>(tasks: T[]): T[] {
  const key = (task: T) => `${String(task.due_on ?? '9999')} ${String(task.code)}`;
  return [...tasks].sort((a, b) => by_number(key(a), key(b)));
}
