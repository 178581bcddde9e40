// SPDX-License-Identifier: Apache-2.0
// The one table of addresses. A place is loaded when it is first opened.
import type { Component } from 'svelte';
import { match } from '$lib/router.svelte';

type Load = () => Promise<{ default: Component<any> }>;

const E = '/events/:event';
const table: [pattern: string, load: Load][] = [
  ['/', () => import('./events/Events.svelte')],
  ['/new', () => import('./events/NewEvent.svelte')],
  [E, () => import('./events/EventHome.svelte')],
  [`${E}/setup`, () => import('./setup/SetupEvent.svelte')],
  [`${E}/setup/event`, () => import('./setup/SetupEvent.svelte')],
  [`${E}/setup/quotas`, () => import('./setup/SetupQuotas.svelte')],
  [`${E}/setup/:part`, () => import('./setup/SetupParts.svelte')],
  [`${E}/letters`, () => import('./agencies/Letters.svelte')],
  [`${E}/lists`, () => import('./lists/Lists.svelte')],
  [`${E}/lists/:list`, () => import('./lists/ListPage.svelte')],
  [`${E}/late-changes`, () => import('./lists/LateChanges.svelte')],
  [`${E}/duplicates`, () => import('./lists/Duplicates.svelte')],
  [`${E}/delegates`, () => import('./delegates/Delegates.svelte')],
  [`${E}/print`, () => import('./print/Print.svelte')],
  [`${E}/doors`, () => import('./doors/Doors.svelte')],
  [`${E}/incidents`, () => import('./doors/Incidents.svelte')],
  [`${E}/supplement`, () => import('./doors/Supplement.svelte')],
  [`${E}/quarantine`, () => import('./doors/Quarantine.svelte')],
  [`${E}/live`, () => import('./live/Live.svelte')],
  [`${E}/reports`, () => import('./reports/Reports.svelte')],
  [`${E}/log`, () => import('./events/EventLog.svelte')],
  ['/agencies', () => import('./agencies/Directory.svelte')],
  ['/admin', () => import('./admin/Accounts.svelte')],
  ['/admin/accounts/:account', () => import('./admin/AccountAccess.svelte')],
  ['/admin/links', () => import('./admin/Links.svelte')],
  ['/admin/log', () => import('./admin/Log.svelte')],
  ['/admin/system', () => import('./admin/System.svelte')],
  ['/me', () => import('./admin/Own.svelte')],
  ['/me/second-factor', () => import('./admin/OwnFactor.svelte')],
];

export interface Place {
  pattern: string;
  load: Load;
  captures: Record<string, string>;
}

export function find_place(path: string): Place | undefined {
  for (const [pattern, load] of table) {
    const captures = match(pattern, path);
    if (captures) return { pattern, load, captures };
  }
  return undefined;
}
