// SPDX-License-Identifier: Apache-2.0
// The door without its screens: what a phone keeps, decides, hands in and forgets.
import { expect, test } from '@playwright/test';
import {
  digits_of,
  invented_people,
  moments,
  start_ceremony,
  type Ceremony,
  type PassItem,
} from '../support/ceremony';
import { door_calls, DoorPhone } from '../support/door_core';

let ceremony: Ceremony;
let passes: PassItem[];
let phones: DoorPhone[] = [];
let next = 0;
/** The server's clock against this machine's. */
let ahead_ms = 0;

/** A pass that no other test has used. */
const fresh_pass = (): PassItem => passes[next++]!;

test.beforeAll(async () => {
  ceremony = await start_ceremony();
  passes = await ceremony.approved_people('ct-ca', 'g06', invented_people(30, 'Hội Mẫu'));
  ahead_ms = Date.parse(moments.doors_open) - Date.now();
  await ceremony.move_clock(moments.doors_open);
});
test.afterAll(() => ceremony.remove());
test.afterEach(async () => {
  for (const phone of phones) await phone.remove();
  phones = [];
});

async function paired(browser: Parameters<typeof DoorPhone.start>[0], gate = 'ct-1', wrong_by_ms = 0) {
  const phone = await DoorPhone.start(browser, ceremony, ahead_ms + wrong_by_ms);
  phones.push(phone);
  await phone.enrol(gate);
  return phone;
}

interface LedgerRow {
  scan_id: string;
  mode: string;
  dseq: number;
  effective_at: string;
  received_at: string;
  shown: string;
  verdict: string;
}
const ledger = (): Promise<LedgerRow[]> =>
  ceremony.organizer.api.every(`/api/v1/events/${ceremony.event}/scans?limit=200`);

test('online: green, already in, taken back, green again', async ({ browser }) => {
  const phone = await paired(browser);
  const pass = fresh_pass();
  const first = await phone.scan(pass.url);
  expect(first).toMatchObject({ kind: 'admitted', verdict: 'admitted', mode: 'online' });
  const again = await phone.scan(digits_of(pass));
  expect(again).toMatchObject({ kind: 'repeat', first_in: { is_this_gate: true } });
  const undone = await phone.page.evaluate((id) => window.door.undo(id), first.scan_id!);
  expect(undone).toMatchObject({ kind: 'undone' });
  expect(await phone.scan(pass.short_number)).toMatchObject({ kind: 'admitted' });
  const rows = await phone.history();
  expect(rows.map((row) => [row.kind, row.is_undone])).toEqual([
    ['admitted', false],
    ['undone', false],
    ['repeat', false],
    ['admitted', true],
  ]);
});

test('a walk-in is registered once, whatever the network does', async ({ browser }) => {
  const phone = await paired(browser);
  const form = { full_name: 'Lê Thử Khách', organization: 'Hội Mẫu' };
  await phone.context.route('**/api/v1/door/walk-ins', async (route) => {
    await route.fetch();
    await route.abort();
  });
  expect(await phone.page.evaluate((one) => window.door.walk_in(one), form)).toMatchObject({
    fault: 'offline',
  });
  await phone.context.unroute('**/api/v1/door/walk-ins');
  await phone.caught_up();
  const made = await phone.page.evaluate((one) => window.door.walk_in(one), form);
  expect(made).toMatchObject({ result: { kind: 'admitted', verdict: 'admitted' } });
  const { short_number } = made as { short_number: string };
  await expect
    .poll(() => phone.page.evaluate((text) => window.door.search(text).length, short_number))
    .toBe(1);
  expect((await phone.scan(short_number)).verdict).toMatch(/^(repeat|already_in)$/);
  const found = await phone.page.evaluate(() => window.door.search('khach'));
  expect(found.filter((row) => row.holder.label === 'Lê T. Khách')).toHaveLength(1);
  await phone.go_offline();
  expect(await phone.page.evaluate((one) => window.door.walk_in(one), form)).toMatchObject({
    fault: 'offline',
  });
});

test('staff may let in against a verdict, with a reason that becomes an incident', async ({ browser }) => {
  const [north, south] = [await paired(browser, 'ct-1'), await paired(browser, 'ct-2')];
  const pass = fresh_pass();
  await north.scan(pass.url);
  const refused = await south.scan(pass.url);
  expect(refused).toMatchObject({ kind: 'already_in', may_override: 'already_in' });
  const override = { refused: 'already_in', reason: 'để quên túi ngoài cửa' };
  const result = await south.scan(pass.url, { override });
  expect(result).toMatchObject({ kind: 'admitted_note', notes: ['overridden'] });
  await expect
    .poll(async () => (await south.status()).incidents.map((one) => one.kind))
    .toContain('override_used');
});

test('no answer in time: this phone decides, and it stays one scan', async ({ browser }) => {
  const phone = await paired(browser);
  let held = 0;
  await phone.context.route('**/api/v1/door/scans', async (route) => {
    ++held;
    await route.fetch(); // The server has it; the answer is lost.
  });
  const result = await phone.scan(fresh_pass().url);
  expect(result).toMatchObject({ kind: 'admitted', mode: 'timeout' });
  expect(held).toBe(1);
  await phone.context.unroute('**/api/v1/door/scans');
  await phone.caught_up();
  const rows = (await ledger()).filter((row) => row.scan_id === result.scan_id);
  expect(rows).toMatchObject([{ mode: 'timeout', shown: 'admitted', verdict: 'admitted' }]);
});

test('offline: decides by itself, survives being closed, and hands in once', async ({ browser }) => {
  const phone = await paired(browser);
  await phone.go_offline();
  const [one, two] = [fresh_pass(), fresh_pass()];
  const results = [await phone.scan(one.url), await phone.scan(two.url)];
  expect(results.map((result) => result.kind)).toEqual(['admitted', 'admitted']);
  expect(results[1]!.waiting).toBe(2);
  // Neither a new version of the app nor leaving the door drops them.
  expect(await phone.page.evaluate(() => window.door.update())).toBe(false);
  expect(await phone.page.evaluate(() => window.door.unpair())).toBe(false);
  await phone.close_page();
  await phone.open();
  await expect.poll(async () => (await phone.status()).waiting).toBe(2);
  expect(await phone.scan(one.url)).toMatchObject({ kind: 'repeat', mode: 'offline' });
  expect(await phone.history()).toMatchObject([
    { kind: 'repeat', is_sent: false },
    { kind: 'admitted' },
    { kind: 'admitted' },
  ]);
  // The first batch arrives, but its answer does not.
  let lost = 0;
  await phone.context.route('**/api/v1/door/scans/batch', async (route) => {
    if (++lost > 1) return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await phone.go_online();
  const ids = results.map((result) => result.scan_id);
  const rows = (await ledger()).filter((row) => ids.includes(row.scan_id));
  expect(rows).toHaveLength(2);
  expect(rows.every((row) => row.mode === 'offline' && row.shown === 'admitted')).toBe(true);
});

test('a phone that cannot store shows no green, and loses no number', async ({ browser }) => {
  const phone = await paired(browser);
  const spoil = () =>
    phone.page.evaluate(() => {
      const { prototype } = IDBObjectStore;
      const add = prototype.add;
      prototype.add = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      Object.assign(window, { mend: () => (prototype.add = add) });
    });
  const pass = fresh_pass();
  await spoil();
  expect(await phone.scan(pass.url)).toMatchObject({ kind: 'not_stored', scan_id: null });
  expect(await phone.status()).toMatchObject({ is_storage_broken: true, waiting: 0 });
  await phone.page.evaluate(() => (window as unknown as { mend(): void }).mend());
  await phone.go_offline();
  await spoil();
  expect(await phone.scan(pass.url)).toMatchObject({ kind: 'not_stored', scan_id: null });
  await phone.page.evaluate(() => (window as unknown as { mend(): void }).mend());
  const good = await phone.scan(pass.url);
  expect(good).toMatchObject({ kind: 'admitted', mode: 'offline' });
  expect((await phone.status()).is_storage_broken).toBe(false);
  await phone.go_online();
  expect((await ledger()).find((row) => row.scan_id === good.scan_id)).toMatchObject({ dseq: 1 });
});

test('one poisoned scan does not hold up the others', async ({ browser }) => {
  const phone = await paired(browser);
  await phone.go_offline();
  const pass = fresh_pass();
  for (let i = 0; i < 9; ++i) await phone.scan(pass.url);
  const rows = await phone.history();
  const poison = rows[5]!.scan_id;
  await phone.context.route('**/api/v1/door/scans/batch', (route) =>
    route.request().postData()!.includes(poison)
      ? route.fulfill({ status: 500, body: '{}' })
      : route.fallback(),
  );
  await phone.context.unroute(door_calls);
  await expect.poll(async () => (await phone.status()).waiting, { timeout: 60_000 }).toBe(1);
  const sent = (await phone.history()).filter((row) => row.is_sent);
  expect(sent).toHaveLength(8);
  expect(sent.some((row) => row.scan_id === poison)).toBe(false);
});

test('what one door does the other knows, and two greens offline are an incident', async ({ browser }) => {
  const [north, south] = [await paired(browser, 'ct-1'), await paired(browser, 'ct-2')];
  const pass = fresh_pass();
  expect(await north.scan(pass.url)).toMatchObject({ kind: 'admitted' });
  const present = (await north.status()).present;
  await expect.poll(async () => (await south.status()).present).toBe(present);
  await south.go_offline();
  expect(await south.scan(pass.url)).toMatchObject({
    kind: 'already_in',
    mode: 'offline',
    first_in: { is_this_gate: false },
  });
  await north.go_offline();
  const twice = fresh_pass();
  expect(await north.scan(twice.url)).toMatchObject({ kind: 'admitted' });
  expect(await south.scan(twice.url)).toMatchObject({ kind: 'admitted' });
  await north.go_online();
  await south.go_online();
  for (const phone of [north, south]) {
    await expect
      .poll(async () => (await phone.status()).incidents.map((one) => one.kind))
      .toEqual(['double_admission']);
  }
});

test('a clock three days off refuses nobody and orders nothing wrong', async ({ browser }) => {
  const three_days_ms = 3 * 86_400_000;
  const phone = await paired(browser, 'ct-1', three_days_ms);
  const { clock } = await phone.status();
  expect(clock.is_suspect).toBe(true);
  expect(Math.abs(clock.offset_ms + three_days_ms)).toBeLessThan(60_000);
  await phone.go_offline();
  const result = await phone.scan(fresh_pass().url);
  expect(result).toMatchObject({ kind: 'admitted', mode: 'offline' });
  await phone.go_online();
  const row = (await ledger()).find((one) => one.scan_id === result.scan_id)!;
  const apart_ms = Date.parse(row.received_at) - Date.parse(row.effective_at);
  expect(apart_ms).toBeGreaterThanOrEqual(0);
  expect(apart_ms).toBeLessThan(300_000);
});

test('a revoked phone hands in what it holds, into quarantine, and forgets', async ({ browser }) => {
  const phone = await paired(browser);
  const pass = fresh_pass();
  await phone.go_offline();
  await phone.scan(pass.url);
  const device = await phone.page.evaluate(
    () => (window.door.status as unknown as { setting: { device: { id: string } } }).setting.device.id,
  );
  await ceremony.organizer.api.del(`/api/v1/doors/${device}`);
  await phone.context.unroute(door_calls);
  await phone.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(async () => (await phone.status()).phase).toBe('revoked');
  await expect.poll(() => phone.dump()).toBe('');
  const kept = await ceremony.organizer.api.every<{ device_id: string; reason: string }>(
    `/api/v1/events/${ceremony.event}/quarantine`,
  );
  expect(kept.filter((one) => one.device_id === device)).toMatchObject([{ reason: 'revoked_device' }]);
  expect(await phone.page.evaluate(() => window.door.search('nguyen'))).toEqual([]);
});

test('the disk of a phone tells nothing about anybody', async ({ browser }) => {
  const phone = await paired(browser);
  expect((await phone.page.evaluate(() => window.door.search('nguyen'))).length).toBeGreaterThan(0);
  await phone.scan(fresh_pass().url);
  await phone.go_offline();
  await phone.scan(fresh_pass().url);
  const reason = 'ông Mẫu Canary cho vào';
  await phone.scan(passes[0]!.url, { override: { refused: 'already_in', reason } });
  const dump = await phone.dump();
  expect(dump).toContain('key extractable=false');
  expect(dump).toContain('scans: ');
  for (const secret of ['Mẫu', 'Thử', 'Giả', 'Canary', '0500', 'Hội', 'kmd_']) {
    expect(dump, secret).not.toContain(secret);
    const bytes = Buffer.from(secret, 'utf8').toString('latin1');
    expect(dump, `${secret} as bytes`).not.toContain(bytes);
  }
  for (const pass of passes) expect(dump).not.toContain(digits_of(pass).slice(20, 60));
});

test('a party is asked for its count; of its children no phone ever hears a name', async ({ browser }) => {
  const children = ['Sóc', 'Thỏ', 'Nai'].map((name) => ({
    full_name: `Trần Thử ${name}`,
    organization: 'Trường Tiểu học Giả Định',
    age_band: '7_to_15',
    leader_name: 'Nguyễn Mẫu Ước',
    leader_phone: '0500000100',
    consents: { guardian_attend: 'yes', child_attend: 'yes', photo: 'no', named: 'no' },
  }));
  const made = await ceremony.approved_people('ct-sgddt', 'g08', children);
  const school = made.find((pass) => pass.party_size === 3)!;
  const phone = await paired(browser);
  const heard: string[] = [];
  await phone.context.route('**/api/**', async (route) => {
    const response = await route.fetch();
    heard.push(await response.text());
    await route.fulfill({ response });
  });
  await phone.close_page();
  await phone.open();

  const asked = await phone.scan(school.url);
  expect(asked).toMatchObject({ kind: 'ask', scan_id: null, ask: { count: true, escort: true, room: 3 } });
  expect((await phone.history()).length).toBe(0);
  const two = { count: 2, escort_seen: true };
  expect(await phone.scan(school.url, two)).toMatchObject({ kind: 'admitted_note', room: 1 });
  expect(await phone.scan(school.url, { count: 2, escort_seen: true })).toMatchObject({ kind: 'check', check: 'party_room' });
  expect(await phone.scan(school.url)).toMatchObject({ kind: 'ask', ask: { room: 1 } });
  await phone.context.unroute('**/api/**');
  await phone.go_offline();
  expect(await phone.scan(school.url)).toMatchObject({ kind: 'ask', ask: { room: 1 } });
  expect(await phone.scan(school.url, { count: 1, escort_seen: true })).toMatchObject({
    kind: 'admitted_note',
    mode: 'offline',
    room: 0,
  });

  const dump = await phone.dump();
  const all = [dump, ...heard];
  expect(heard.length).toBeGreaterThan(0);
  for (const secret of ['Sóc', 'Thỏ', 'Nai', 'Ước', '0500000100', '500000100']) {
    const bytes = Buffer.from(secret, 'utf8').toString('latin1');
    for (const text of all) {
      expect(text, secret).not.toContain(secret);
      expect(text, `${secret} as bytes`).not.toContain(bytes);
    }
  }
  expect(dump).not.toContain(Buffer.from('Tiểu học', 'utf8').toString('latin1'));
});

test('a note of the organizers reaches the phone and is shown on green', async ({ browser }) => {
  const phone = await paired(browser);
  const pass = fresh_pass();
  const note = 'Phiên dịch';
  await ceremony.organizer.api.patch(`/api/v1/delegates/${pass.delegate}`, { door_note: note });
  const told = () => phone.page.evaluate((text) => window.door.search(text)[0]?.holder.note, pass.short_number);
  await expect.poll(told).toBe(note);
  await phone.go_offline();
  expect(await phone.scan(pass.url)).toMatchObject({
    kind: 'admitted_note',
    mode: 'offline',
    notes: ['door_note'],
    holder: { note },
  });
  expect(await phone.dump()).not.toContain(Buffer.from(note, 'utf8').toString('latin1'));
});

test('one tab is the door; the next one takes over', async ({ browser }) => {
  const phone = await paired(browser);
  const first = phone.page;
  phone.page = await phone.context.newPage();
  await phone.page.goto(first.url());
  await expect(phone.page).toHaveTitle('ready');
  await expect.poll(async () => (await phone.status()).phase).toBe('other_tab');
  await first.close();
  await expect.poll(async () => (await phone.status()).phase).toBe('ready');
  // And one that is taken over stores nothing more.
  const second = phone.page;
  const third = await phone.context.newPage();
  await third.goto(second.url());
  await expect(third).toHaveTitle('ready');
  await third.evaluate(() => window.door.use_here());
  await expect.poll(async () => (await phone.status()).phase).toBe('other_tab');
  await expect.poll(() => third.evaluate(() => window.door.status.phase)).toBe('ready');
  const ignored = await second.evaluate(() => window.door.scan({ text: 'một' }));
  expect(ignored).toBeNull();
  phone.page = third;
  expect(await phone.scan(fresh_pass().url)).toMatchObject({ kind: 'admitted' });
});

test('a number that another tab gave is not given again', async ({ browser }) => {
  const phone = await paired(browser);
  await phone.go_offline();
  const pass = fresh_pass();
  await phone.scan(pass.url);
  // As a tab that was taken over in the middle of a scan.
  await phone.page.evaluate(() => window.fill_queue(1));
  expect(await phone.scan(pass.url)).toMatchObject({ kind: 'not_stored' });
  expect(await phone.scan(pass.url)).toMatchObject({ kind: 'repeat' });
  await phone.go_online();
  const incidents = await ceremony.organizer.api.every<{ kind: string }>(
    `/api/v1/events/${ceremony.event}/incidents`,
  );
  expect(incidents.map((one) => one.kind)).not.toContain('cloned_device');
});

test('what somebody spoilt on the disk holds up nothing else', async ({ browser }) => {
  const phone = await paired(browser);
  const before = (await phone.status()).pass_count;
  await phone.go_offline();
  const results = [await phone.scan(fresh_pass().url), await phone.scan(fresh_pass().url), await phone.scan(fresh_pass().url)];
  await phone.page.evaluate(() => window.door.close());
  await phone.page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('kinhmoi-door');
      opening.onsuccess = () => resolve(opening.result);
    });
    const tx = db.transaction(['scans', 'list'], 'readwrite');
    const spoil = (store: string, wanted: (key: IDBValidKey) => boolean) => {
      const asking = tx.objectStore(store).openCursor();
      asking.onsuccess = () => {
        const cursor = asking.result;
        if (!cursor) return;
        const row = cursor.value as { box: ArrayBuffer };
        if (wanted(cursor.key)) cursor.update({ ...row, box: row.box.slice(1) });
        cursor.continue();
      };
    };
    spoil('scans', (key) => key === 2);
    spoil('list', () => true);
    await new Promise((resolve) => (tx.oncomplete = resolve));
    db.close();
  });
  await phone.close_page();
  await phone.open();
  // Without its list it goes by the signature.
  expect(await phone.status()).toMatchObject({ phase: 'loading', pass_count: 0 });
  expect(await phone.scan(fresh_pass().url)).toMatchObject({ kind: 'not_in_list', mode: 'offline' });
  await phone.go_online();
  await expect.poll(async () => (await phone.status()).phase).toBe('ready');
  expect((await phone.status()).pass_count).toBe(before);
  const ids = (await ledger()).map((row) => row.scan_id);
  expect(results.map((result) => ids.includes(result.scan_id!))).toEqual([true, false, true]);
});

test('what the server lost it is sent again', async ({ browser }) => {
  const phone = await paired(browser);
  await phone.scan(fresh_pass().url);
  await phone.scan('không phải thẻ');
  let again = 0;
  await phone.context.route('**/api/v1/door/hello', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { missing: unknown[] };
    body.missing = again === 0 ? [{ first: 1, last: 2 }] : [];
    await route.fulfill({ response: answer, json: body });
  });
  await phone.context.route('**/api/v1/door/scans/batch', (route) => {
    again += (route.request().postDataJSON() as { scans: unknown[] }).scans.length;
    return route.fallback();
  });
  await phone.page.evaluate(() => window.dispatchEvent(new Event('online')));
  await expect.poll(() => again).toBe(2);
  await phone.caught_up();
});

test('fifteen thousand scans drain', async ({ browser }) => {
  test.setTimeout(1_200_000);
  const phone = await paired(browser);
  await phone.go_offline();
  await phone.scan(fresh_pass().url);
  await phone.page.evaluate(() => window.door.close());
  await phone.page.evaluate(() => window.fill_queue(15_000));
  await phone.close_page();
  await phone.open();
  await expect.poll(async () => (await phone.status()).waiting).toBe(15_001);
  await phone.context.unroute(door_calls);
  await expect.poll(async () => (await phone.status()).waiting, { timeout: 1_000_000 }).toBe(0);
  const row = (await ledger()).length;
  expect(row).toBeGreaterThanOrEqual(15_001);
});
