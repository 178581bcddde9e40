// SPDX-License-Identifier: Apache-2.0
// Where the table of lists was left: whoever decided one list goes on with the next of the same filter.
import { query } from '../parts/query.svelte';
import { router } from '$lib/router.svelte';

let left = { place: '', query: '' };

const place_of = (event: string) => `/events/${event}/lists`;

export function keep_place(event: string): void {
  const place = place_of(event);
  if (router.path.split('?')[0] === place) left = { place, query: query().toString() };
}
export function place_left(event: string): string {
  const place = place_of(event);
  return left.place === place && left.query ? `#${place}?${left.query}` : `#${place}`;
}
