// SPDX-License-Identifier: Apache-2.0
// Where somebody goes after signing in.
import type { Schemas } from '$lib/api/client';

type Role = Schemas['Role'];

const HOME: Record<Role, string> = {
  administrator: '/console/',
  organizer: '/console/',
  reader: '/console/',
  clerk: '/agency/',
};

/** The page that was asked for, if it is one of ours; else the role's own. */
export function place_after_sign_in(role: Role, search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  return /^\/(agency|console)\/(#|$)/.test(next) && next.startsWith(HOME[role]) ? next : HOME[role];
}
