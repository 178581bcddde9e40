// SPDX-License-Identifier: Apache-2.0
// Where a door is: each site may have a "Cửa 1", so the site comes first.

/** Điểm cầu Cần Thơ · Cửa 1 */
export function place_of(site: string, gate: string): string {
  const place = site ? `${site} · ${gate}` : gate;
  return place.charAt(0).toUpperCase() + place.slice(1);
}
