// SPDX-License-Identifier: Apache-2.0
// A ceremony of a province beside the sample one: many sites, agencies and people, brought in by a plan;
// and doors that hand in many scans.
import { randomUUID } from 'node:crypto';
import { digits_of, invented_people, moments, type Ceremony, type EnrolledDoor, type ListItem, type PassItem } from './ceremony';

export interface Large {
  event: string;
  lists: ListItem[];
}
const two = (n: number) => String(n + 1).padStart(3, '0');

/** Every agency has a list at every site it is given: `lists_per_site` agencies a site, in turn. */
export async function large_event(ceremony: Ceremony, wanted: { sites: number; agencies: number; lists_per_site: number }): Promise<Large> {
  const numbers = (n: number) => Array.from({ length: n }, (_, i) => i);
  const plan = {
    plan_version: 1,
    event: {
      code: 'TINH-LON', title: 'Lễ phát động toàn tỉnh (thử)', starts_at: '2026-05-29T08:00:00+07:00', ends_at: '2026-05-29T11:30:00+07:00',
      expected_total: 10_000, deadline: { due_on: '2026-05-28' }, late_policy: 'flag',
    },
    agencies: numbers(wanted.agencies).map((i) => ({ code: `xa-${two(i)}`, name: `Ủy ban nhân dân xã Thử ${two(i)}` })),
    sites: numbers(wanted.sites).map((i) => ({ code: `dc-${two(i)}`, name: `Điểm cầu xã Thử ${two(i)}`, role: i ? 'relay' : 'main', capacity: 200, ordinal: i })),
    gates: numbers(wanted.sites).map((i) => ({ site: `dc-${two(i)}`, code: `cua-${two(i)}`, name: `Cửa ${two(i)}` })),
    groups: [{ code: 'g1', name: 'Cán bộ xã', ordinal: 1 }, { code: 'g2', name: 'Học sinh', ordinal: 2, is_minors: true, badge_label: 'Học sinh' }],
    quotas: numbers(wanted.sites).flatMap((site) =>
      numbers(wanted.lists_per_site).map((i) => ({ site: `dc-${two(site)}`, group: 'g1', agency: `xa-${two((site + i) % wanted.agencies)}` }))),
  };
  const api = ceremony.organizer.api;
  const { event } = await api.put<{ event: { id: string } }>('/api/v1/plan', plan);
  return { event: event.id, lists: await api.every<ListItem>(`/api/v1/events/${event.id}/lists?limit=500`) };
}

/** Drafts, submits and approves a list of that many people. */
export async function fill_list(ceremony: Ceremony, list: string, people: number, from: number): Promise<void> {
  const api = ceremony.organizer.api;
  const { revision } = await api.get<{ revision: number }>(`/api/v1/lists/${list}`);
  await api.put(`/api/v1/lists/${list}/draft`, { revision, rows: invented_people(people, `Đơn vị Thử ${from}`, from) });
  await ceremony.submit(ceremony.organizer, list);
  await api.post(`/api/v1/lists/${list}/approve`, {});
}

/** A door of any event. */
export async function enrol(ceremony: Ceremony, event: string, gate: string, label: string): Promise<Door> {
  const { code } = await ceremony.organizer.api.post<{ code: string }>(`/api/v1/events/${event}/doors`, { gate_id: gate, label });
  return new Door(await ceremony.enrol_by(code));
}

/** A phone at a door that numbers what it scans. */
export class Door {
  private dseq = 0;
  private at = Date.parse(moments.doors_open);
  constructor(readonly door: EnrolledDoor) {}

  private record(pass: PassItem, count: number) {
    this.dseq += 1;
    this.at += 10;
    return {
      scan_id: randomUUID().replaceAll('-', ''), epoch: this.door.setting.device.epoch, dseq: this.dseq, gate_id: this.door.setting.device.gate_id,
      wall_ms: this.at, mono_ms: this.dseq * 10, offset_ms: 0, mode: 'online', text: digits_of(pass), count,
      escort_seen: count > 1,
    };
  }
  scan(pass: PassItem, count = 1): Promise<{ verdict: string }> {
    return this.door.api.post('/api/v1/door/scans', this.record(pass, count));
  }
  /** As a door that comes back to the network: a hundred at a time. */
  async hand_in(passes: PassItem[]): Promise<void> {
    for (let from = 0; from < passes.length; from += 100)
      await this.door.api.post('/api/v1/door/scans/batch', { scans: passes.slice(from, from + 100).map((pass) => this.record(pass, 1)) });
  }
}
