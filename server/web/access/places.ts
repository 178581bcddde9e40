// SPDX-License-Identifier: Apache-2.0
// Where somebody goes after signing in.
import type { Schemas } from '$lib/api/client';

type Role = Schemas['Role'];

export const ACTIVATION = '/activate';

const HOME: Record<Role, string> = {
  administrator: '/console/',
  organizer: '/console/',
  reader: '/console/',
  clerk: '/agency/',
};

/** The page that was asked for, if it is one of ours; else the role's own. */
export function place_after_sign_in(role: Role, search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  if (next === ACTIVATION) return next;
  return /^\/(agency|console)\/(#|$)/.test(next) && next.startsWith(HOME[role]) ? next : HOME[role];
}

// A code on its way through signing in stays in this tab: an address would stand in logs.
const KEPT_CODE = 'activation-code';

export function keep_code(code: string): void {
  try {
    sessionStorage.setItem(KEPT_CODE, code);
  } catch {
    // Without storage the code is typed again.
  }
}

export function take_code(): string {
  try {
    const code = sessionStorage.getItem(KEPT_CODE) ?? '';
    sessionStorage.removeItem(KEPT_CODE);
    return code;
  } catch {
    return '';
  }
}
