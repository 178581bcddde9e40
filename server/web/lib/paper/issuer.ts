// SPDX-License-Identifier: Apache-2.0
// Who issues a paper.
import { api, ask } from '../api/client';

/** The agency's name and that of the agency above it, as the head of a paper shows them. */
export interface Issuer {
  name: string;
  above: string;
}

const agency_of = (agency: string) => ask(api.GET('/api/v1/agencies/{agency}', { params: { path: { agency } } }));

/** Nothing of an agency that nobody has named yet. */
export async function issuer_of(id: string | null): Promise<Issuer> {
  if (!id) return { name: '', above: '' };
  const own = await agency_of(id);
  return { name: own.name, above: own.parent ? (await agency_of(own.parent)).name : '' };
}
