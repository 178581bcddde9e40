// SPDX-License-Identifier: Apache-2.0
// A server with the sample ceremony (config/can-tho.plan.json), an administrator and an organizer,
// three days before lists are due; and short ways to bring it further.
import type { BrowserContext } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Api } from './api';
import { project, Server } from './server';

export const PASSWORD = 'một câu dài để nhớ 2026';

/** Moments of the sample ceremony. */
export const moments = {
  lists_open: '2026-05-26T09:00:00+07:00',
  after_deadline: '2026-05-29T00:01:00+07:00',
  doors_open: '2026-05-29T07:00:00+07:00',
} as const;

export interface Account {
  username: string;
  display_name: string;
  /** With an API token, so that it goes on working when the clock is moved. */
  api: Api;
}

export interface Person {
  full_name: string;
  position?: string;
  organization?: string;
  phone?: string;
  [field: string]: unknown;
}

export interface ListItem {
  id: string;
  state: string;
  agency: { id: string; name: string };
  group: { id: string; code: string; name: string };
  site: { id: string; name: string };
}

export interface PassItem {
  id: string;
  delegate: string;
  state: string;
  short_number: string;
  party_size: number;
  /** What its QR says. */
  url: string;
}

export interface Gate {
  id: string;
  site: string;
  code: string;
  name: string;
}

export interface EnrolledDoor {
  token: string;
  setting: { host: string; device: { id: string; epoch: number; gate_id: string } };
  api: Api;
}

/** The 187 digits of a pass, as a scanner types them. */
export const digits_of = (pass: PassItem): string => pass.url.slice(pass.url.lastIndexOf('/') + 1);

/** What an authenticator app shows (RFC 6238), a few seconds after the server's clock began. */
export function totp(secret: string, from: string): string {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.parse(from) / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const at = mac[19]! & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Adults with names that are nobody's. */
export function invented_people(count: number, organization: string, from = 0): Person[] {
  const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ'];
  const middles = ['Mẫu', 'Thử', 'Giả'];
  const given = ['An', 'Bình', 'Cường', 'Dũng', 'Đức', 'Hà', 'Khánh', 'Lan', 'Minh', 'Ngọc', 'Quỳnh', 'Sơn'];
  return Array.from({ length: count }, (_, i) => from + i).map((n) => ({
    full_name: `${families[n % 10]} ${middles[n % 3]} ${given[n % 12]}`,
    position: 'Chuyên viên',
    organization,
    phone: `0500${String(n).padStart(6, '0')}`,
  }));
}

/** Children of one school, who come as a party: a name differs by its last letter. */
export function invented_children(count: number, organization: string): Person[] {
  return Array.from({ length: count }, (_, i) => ({
    full_name: `Trần Thử Bé ${String.fromCharCode(65 + i)}`,
    organization,
    age_band: '7_to_15',
    leader_name: 'Nguyễn Mẫu Ước',
    leader_phone: '0500000100',
    consents: { guardian_attend: 'yes', child_attend: 'yes', photo: 'no', named: 'no' },
  }));
}

export class Ceremony {
  readonly server = new Server();
  administrator!: Account;
  organizer!: Account;
  /** The event's id. */
  event!: string;
  private accounts = 0;

  get url(): string {
    return this.server.url;
  }

  /** Without a plan the server is as it was installed, with an organizer who has no event. */
  async start(now: string, has_plan = true): Promise<void> {
    if (has_plan) this.server.command('plan', 'import', join(project, 'config/can-tho.plan.json'));
    const printed = this.server.command('account', 'first-code', '--now', now);
    await this.server.start(now);
    const first_code = printed.trim().split(/\s+/).at(-1)!;
    this.administrator = await this.activate(first_code, 'quan-tri', 'Quản trị viên');
    this.organizer = await this.create_account('organizer');
    const events = await this.organizer.api.every<{ id: string }>('/api/v1/events');
    this.event = events[0]?.id ?? '';
  }

  /** The same data, the same port, another time. Browser sessions are days old then: sign_in again. */
  move_clock(now: string): Promise<void> {
    return this.server.start(now);
  }

  remove(): Promise<void> {
    return this.server.remove();
  }

  /** Somebody without credentials. */
  nobody(): Api {
    return this.api();
  }

  // --- accounts

  /** A one-time code; the page that uses it up is /activate#CODE. */
  async activation_code(role: 'organizer' | 'reader' | 'administrator'): Promise<string> {
    // Links for staff want a password that was just given, so a token will not do.
    const api = await this.fresh_session(this.administrator.username);
    const events = role === 'administrator' ? [] : await api.every<{ id: string }>('/api/v1/events');
    const event = events[0] ? { event: events[0].id } : {};
    return (await api.post<{ code: string }>('/api/v1/links', { role, ...event })).code;
  }

  async clerk_activation_code(agency_code: string, event = this.event): Promise<string> {
    const agency = (await this.agency(agency_code)).id;
    const path = `/api/v1/events/${event}/access-links`;
    return (await this.organizer.api.post<{ code: string }>(path, { agency })).code;
  }

  async create_account(role: 'organizer' | 'reader' | 'administrator'): Promise<Account> {
    return this.activate(await this.activation_code(role), `${role}-${++this.accounts}`);
  }

  /** A clerk of the agency with that code in the plan ("ct-sgddt"). */
  async create_clerk(agency_code: string): Promise<Account> {
    return this.activate(await this.clerk_activation_code(agency_code), `can-bo-${++this.accounts}`);
  }

  /** Uses a code up; the password is PASSWORD. */
  async activate(code: string, username: string, display_name = `Cán bộ Thử ${username}`): Promise<Account> {
    await this.nobody().post('/api/v1/activation', { code, username, display_name, password: PASSWORD });
    const session = await this.fresh_session(username);
    const token = await session.post<{ secret: string }>('/api/v1/tokens', { name: 'thử nghiệm' });
    return { username, display_name, api: this.api({ authorization: `Bearer ${token.secret}` }) };
  }

  /** Makes the browser a signed-in one, without its sign-in page. */
  async sign_in(context: BrowserContext, account: Account): Promise<void> {
    const [name, value] = (await this.new_session(account.username)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: 'Lax' }]);
  }

  // --- events

  /** A second event of the same host, three weeks later, that asks this agency for five people: its id. */
  async another_event(title: string, agency_code: string): Promise<string> {
    const api = this.organizer.api;
    const { program, host_agency } = await api.get<Record<string, unknown>>(`/api/v1/events/${this.event}`);
    const made = (path: string, body: object) => api.post<{ id: string }>(`/api/v1/events${path}`, body);
    const { id } = await made('', { code: 'su-kien-hai', title, program, host_agency, starts_at: '2026-06-20T08:00:00+07:00' });
    const site = await made(`/${id}/sites`, { code: 'chinh', name: 'Hội trường Mẫu' });
    const group = await made(`/${id}/groups`, { code: 'nhom', name: 'Đại diện các sở' });
    const agency = (await this.agency(agency_code)).id;
    await made(`/${id}/quotas`, { site: site.id, group: group.id, agency, max: 5 });
    return id;
  }

  // --- lists and passes

  async agency(code: string): Promise<{ id: string; code: string; name: string }> {
    const all = await this.organizer.api.every<{ id: string; code: string; name: string }>('/api/v1/agencies');
    const found = all.find((agency) => agency.code === code);
    if (!found) throw new Error(`no agency ${code} in the plan`);
    return found;
  }

  async list(agency_code: string, group_code: string): Promise<ListItem> {
    const agency = (await this.agency(agency_code)).id;
    const all = await this.organizer.api.every<ListItem>(`/api/v1/events/${this.event}/lists`);
    const found = all.find((item) => item.agency.id === agency && item.group.code === group_code);
    if (!found) throw new Error(`no list of ${agency_code} for ${group_code}`);
    return found;
  }

  async save_draft(clerk: Account, list: string, rows: Person[]): Promise<void> {
    const { revision } = await clerk.api.get<{ revision: number }>(`/api/v1/lists/${list}`);
    await clerk.api.put(`/api/v1/lists/${list}/draft`, { revision, rows });
  }

  async submit(clerk: Account, list: string): Promise<{ receipt_number: string; count: number }> {
    const { revision } = await clerk.api.get<{ revision: number }>(`/api/v1/lists/${list}`);
    return clerk.api.post(`/api/v1/lists/${list}/submit`, { revision });
  }

  async approve(list: string): Promise<void> {
    await this.organizer.api.post(`/api/v1/lists/${list}/approve`, {});
  }

  /** Of all who are approved and have none yet; then every current pass of the event. */
  async issue_passes(): Promise<PassItem[]> {
    await this.organizer.api.post(`/api/v1/events/${this.event}/passes`, {});
    const all = await this.organizer.api.every<PassItem>(`/api/v1/events/${this.event}/passes?limit=200`);
    return all.filter((pass) => pass.state === 'current');
  }

  /** A clerk sends people, the organizer approves, passes are issued: the passes of this list. */
  async approved_people(agency_code: string, group_code: string, people: Person[]): Promise<PassItem[]> {
    const clerk = await this.create_clerk(agency_code);
    const list = (await this.list(agency_code, group_code)).id;
    const had = new Set((await this.issue_passes()).map((pass) => pass.id));
    await this.save_draft(clerk, list, people);
    await this.submit(clerk, list);
    await this.approve(list);
    return (await this.issue_passes()).filter((pass) => !had.has(pass.id));
  }

  // --- doors

  async gate(code = 'ct-1'): Promise<Gate> {
    const all = await this.organizer.api.every<Gate>(`/api/v1/events/${this.event}/gates`);
    return all.find((gate) => gate.code === code)!;
  }

  /** A one-time code that makes a phone a door. */
  async door_code(gate_code = 'ct-1', label = 'Máy thử'): Promise<string> {
    const gate_id = (await this.gate(gate_code)).id;
    const path = `/api/v1/events/${this.event}/doors`;
    return (await this.organizer.api.post<{ code: string }>(path, { gate_id, label })).code;
  }

  async enrol_door(gate_code = 'ct-1', label = 'Máy thử'): Promise<EnrolledDoor> {
    return this.enrol_by(await this.door_code(gate_code, label));
  }

  async enrol_by(code: string): Promise<EnrolledDoor> {
    const door = await this.nobody().post<Omit<EnrolledDoor, 'api'>>('/api/v1/door/enrol', { code });
    return { ...door, api: this.api({ authorization: `Bearer ${door.token}` }) };
  }

  private api(headers: Record<string, string> = {}): Api {
    return new Api(() => this.url, headers);
  }

  private async fresh_session(username: string): Promise<Api> {
    return this.api({ cookie: await this.new_session(username), 'sec-fetch-site': 'same-origin' });
  }

  private async new_session(username: string): Promise<string> {
    const answer = await this.nobody_here().send('POST', '/api/v1/session', { username, password: PASSWORD });
    const cookie = answer.headers['set-cookie']?.[0];
    if (answer.status !== 201 || !cookie) throw new Error(`no session for ${username}: ${answer.status}`);
    return cookie.slice(0, cookie.indexOf(';'));
  }

  private nobody_here(): Api {
    return this.api({ 'sec-fetch-site': 'same-origin' });
  }
}

/** now: an RFC 3339 moment; see moments. */
export async function start_ceremony(now: string = moments.lists_open, has_plan = true): Promise<Ceremony> {
  const ceremony = new Ceremony();
  try {
    await ceremony.start(now, has_plan);
  } catch (error) {
    await ceremony.remove();
    throw error;
  }
  return ceremony;
}

/** A file of config/can-tho-lists or of the tests, for upload fields. */
export function sample_list(name: string): Buffer {
  return readFileSync(join(project, 'config/can-tho-lists', name));
}
