// SPDX-License-Identifier: Apache-2.0
// How tasks are numbered.
import { by_number } from '$lib/tasks';

/** The code after the last that has a number, written as that one is. */
export function next_number(tasks: Record<string, unknown>[]): string {
  const last = tasks.map((task) => String(task.code)).filter((code) => /\d/.test(code)).sort(by_number).at(-1) ?? 'nv-000';
  const [, before, digits] = /^(.*?)(\d+)\D*$/.exec(last)!;
  return `${before}${String(BigInt(digits!) + 1n).padStart(digits!.length, '0')}`;
}
