// SPDX-License-Identifier: Apache-2.0
// What the door's specs begin with: a ceremony whose doors are open, passes that nobody has shown
// yet, and phones that are put away after each test with whatever their pages did wrong.
//
//   const entrance = open_entrance(12);
//   const { fresh_pass, paired_door } = entrance;
import { test } from '@playwright/test';
import { invented_people, moments, start_ceremony, type Ceremony, type PassItem } from './ceremony';
import { DoorPage, type Equipment } from './door_page';

export interface LedgerRow {
  scan_id: string;
  pass_id: string | null;
  verdict: string;
  /** What the door decided, when it was alone. */
  shown: string;
  override: { reason: string } | null;
  count: number;
}

class Entrance {
  ceremony!: Ceremony;
  /** The server's clock against this machine's. */
  ahead_ms = 0;
  private passes: PassItem[] = [];
  private phones: DoorPage[] = [];

  async start(people: number): Promise<void> {
    this.ceremony = await start_ceremony();
    this.passes = await this.ceremony.approved_people('ct-ca', 'g06', invented_people(people, 'Hội Mẫu'));
    this.ahead_ms = Date.parse(moments.doors_open) - Date.now();
    await this.ceremony.move_clock(moments.doors_open);
  }

  /** After server.stop(): with the time that has passed meanwhile. */
  start_server = (): Promise<void> => this.ceremony.move_clock(new Date(Date.now() + this.ahead_ms).toISOString());

  /** One that no other test has used. */
  fresh_pass = (): PassItem => {
    const pass = this.passes.shift();
    if (!pass) throw new Error('no pass is left: open_entrance(more)');
    return pass;
  };

  png_of = async (pass: PassItem): Promise<Buffer> =>
    (await this.ceremony.organizer.api.send('GET', `/api/v1/passes/${pass.id}/qr.png`)).body;

  ledger_of = (pass: PassItem): Promise<LedgerRow[]> =>
    this.ceremony.organizer.api.every(`/api/v1/events/${this.ceremony.event}/scans?limit=200&pass=${pass.id}`);

  open_door = async (equipment: Partial<Equipment> = {}): Promise<DoorPage> => {
    const door = new DoorPage(this.ceremony, { ahead_ms: this.ahead_ms, ...equipment });
    this.phones.push(door);
    await door.open();
    return door;
  };

  paired_door = async (equipment: Partial<Equipment> = {}, gate = 'ct-1'): Promise<DoorPage> => {
    const door = await this.open_door(equipment);
    await door.pair(gate);
    return door;
  };

  /** The event with something else in it. */
  change_event = async (change: Record<string, unknown>): Promise<void> => {
    const path = `/api/v1/events/${this.ceremony.event}`;
    const event = await this.ceremony.organizer.api.get<Record<string, unknown>>(path);
    const made_by_server = ['id', 'etag', 'late_from', 'deadline_text', 'door_window'];
    const given = Object.entries(event).filter(([key]) => !made_by_server.includes(key));
    await this.ceremony.organizer.api.put(path, { ...Object.fromEntries(given), ...change });
  };

  async put_away(): Promise<void> {
    const ended = this.phones;
    this.phones = [];
    for (const door of ended) await door.remove();
    for (const door of ended) door.faults.check();
  }
}

/** For the top of a spec: its tests share one entrance, which is no other file's. */
export function open_entrance(people: number): Entrance {
  const entrance = new Entrance();
  test.beforeAll(() => entrance.start(people));
  test.afterAll(() => entrance.ceremony?.remove());
  test.afterEach(() => entrance.put_away());
  return entrance;
}
