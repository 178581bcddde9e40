// SPDX-License-Identifier: Apache-2.0
// How tasks are ordered and numbered.

/** Of the editor of parts, which knows no more of them. */
type Task = Record<string, unknown>;

/** As people number: t9 before t10. */
const by_number = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** Those without a day come last; those of one day stand as they are numbered. */
export function as_they_fall_due<T extends Task>(tasks: T[]): T[] {
  const key = (task: T) => `${String(task.due_on ?? '9999')} ${String(task.code)}`;
  return [...tasks].sort((a, b) => by_number(key(a), key(b)));
}

/** The code after the last that has a number, written as that one is. */
export function next_number(tasks: Task[]): string {
  const last = tasks.map((task) => String(task.code)).filter((code) => /\d/.test(code)).sort(by_number).at(-1) ?? 'nv-000';
  const [, before, digits] = /^(.*?)(\d+)\D*$/.exec(last)!;
  return `${before}${String(BigInt(digits!) + 1n).padStart(digits!.length, '0')}`;
}
