// SPDX-License-Identifier: Apache-2.0
// States of the door that need a ceremony bent for them: another gate, another site, another event,
// other hours, a camera that is denied, taken or dead, a list that learned better, the end.
import { expect, test } from '@playwright/test';
import { check_accessibility, check_reflow } from '../support/axe';
import { digits_of, invented_people, type PassItem } from '../support/ceremony';
import { DoorPage, without_stream } from '../support/door_page';
import { open_entrance } from '../support/entrance';
import { look } from '../support/look';

const entrance = open_entrance(20);
const { change_event, fresh_pass, ledger_of, paired_door } = entrance;

async function seen(door: DoorPage, name: string): Promise<void> {
  await check_accessibility(door.page);
  await check_reflow(door.page);
  await look(door.page, name);
}

test('who came in by another gate is told which and when', async () => {
  const pass = fresh_pass();
  const [one, two] = [await paired_door(), await paired_door({ results_stay: true }, 'ct-2')];
  await one.reader(digits_of(pass));
  await one.expect_result('admitted', 'MỜI VÀO');
  await two.reader(digits_of(pass));
  const shown = await two.expect_result('already_in', 'ĐÃ VÀO TRƯỚC ĐÓ');
  await expect(shown).toContainText(/Lần đầu lúc \d\d:\d\d, tại Cửa 1/);
  await seen(two, 'door-result-already-in');
  // Heard of, so that it is known without a network, too.
  const other = fresh_pass();
  await one.reader(digits_of(other));
  await one.expect_result('admitted', 'MỜI VÀO');
  await expect(two.page.getByText(/Đã vào\s+2\s+\//)).toBeVisible();
  await two.cut_off();
  await two.reader(digits_of(other));
  await expect(two.result('already_in')).toContainText('NGOẠI TUYẾN');
  await expect(two.result('already_in')).toContainText('tại Cửa 1');
});

test('a pass of another site is sent there, also without a network', async () => {
  const door = await paired_door({ results_stay: true }, 'hn-1');
  const online = fresh_pass();
  await door.reader(digits_of(online));
  const shown = await door.expect_result('wrong_site', 'SAI ĐIỂM CẦU');
  await expect(shown).toContainText('Mời sang điểm cầu của thành phố Cần Thơ');
  await seen(door, 'door-result-wrong-site');
  await door.cut_off();
  await door.reader(digits_of(fresh_pass()));
  await expect(door.result('wrong_site')).toContainText('NGOẠI TUYẾN');
  await expect(door.result('wrong_site')).toContainText('Mời sang điểm cầu của thành phố Cần Thơ');
  expect((await ledger_of(online)).map((row) => row.verdict)).toEqual(['wrong_site']);
});

test('outside the hours of the doors: from when, until when', async () => {
  const door = await paired_door({ results_stay: true });
  await change_event({ doors_open_at: '2026-05-29T07:30:00+07:00' });
  const early = fresh_pass();
  await door.go('/device');
  await door.page.getByRole('button', { name: 'Gửi và cập nhật ngay' }).click();
  await expect(door.page.getByText('Đã gửi hết và cập nhật danh sách.')).toBeVisible();
  await door.reader(digits_of(early));
  await expect(await door.expect_result('not_yet_open', 'CHƯA ĐẾN GIỜ ĐÓN')).toContainText('Cửa mở lúc 07:30.');
  await seen(door, 'door-result-not-yet-open');
  await change_event({ doors_open_at: '2026-05-29T05:30:00+07:00', doors_close_at: '2026-05-29T06:45:00+07:00' });
  const late = fresh_pass();
  await door.reader(digits_of(late));
  await expect(await door.expect_result('closed', 'ĐÃ ĐÓNG CỬA')).toContainText(/Cửa đóng lúc \d\d:\d\d\./);
  await seen(door, 'door-result-closed');
  expect((await ledger_of(early)).map((row) => row.verdict)).toEqual(['not_yet_open']);
  expect((await ledger_of(late)).map((row) => row.verdict)).toEqual(['closed']);
  await change_event({ doors_open_at: null, doors_close_at: null });
});

test('a camera that is refused, taken or dead: why, what to do, and how to go on', async () => {
  const goes_on = async (door: DoorPage, title: string, way: RegExp, name: string) => {
    await expect(door.heading(title)).toBeVisible();
    await expect(door.page.getByText(way)).toBeVisible();
    await expect(door.page.getByRole('button', { name: 'Thử lại' })).toBeVisible();
    await seen(door, name);
    const pass = fresh_pass();
    await door.page.getByRole('button', { name: 'Tìm tên hoặc nhập số ngắn' }).click();
    await door.page.getByRole('combobox').fill(pass.short_number);
    await door.page.getByRole('combobox').press('Enter');
    await door.expect_result('admitted', 'MỜI VÀO');
  };
  const denied = await paired_door({ cameras: 1, denies_camera: true });
  await denied.start_camera();
  await goes_on(denied, 'Camera bị từ chối quyền', /chọn Camera → Cho phép/, 'door-camera-denied');

  const taken = await paired_door({
    cameras: 1,
    before: () => {
      MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('taken', 'NotReadableError'));
    },
  });
  await taken.start_camera();
  await goes_on(taken, 'Camera đang bị ứng dụng khác dùng', /Đóng ứng dụng gọi điện/, 'door-camera-busy');

  // It runs, and its pictures stop: those that go to the reader by themselves, and those that the page takes.
  const dead = await paired_door({ cameras: 1, before: let_pictures_end });
  // The gate's pictures reach the reader as copies, and its own are left to the browser.
  dead.faults.allow(/VideoFrame was garbage collected/);
  await dead.start_camera();
  await expect(dead.page.locator('video.live')).toBeVisible();
  await dead.page.evaluate(() => (document.documentElement.dataset.dead = 'yes'));
  await goes_on(dead, 'Camera không có hình', /Quá 4 giây không nhận được hình/, 'door-camera-stalled');

  const taken_by_page = await paired_door({ cameras: 1, before: without_stream });
  await taken_by_page.start_camera();
  await expect(taken_by_page.page.locator('video.live')).toBeVisible();
  await taken_by_page.page.evaluate(() => {
    HTMLVideoElement.prototype.requestVideoFrameCallback = () => 0;
  });
  await expect(taken_by_page.heading('Camera không có hình')).toBeVisible();
});

test('a camera whose plug is pulled while it starts is said to have failed', async () => {
  const door = await paired_door({
    cameras: 1,
    before: () => {
      MediaDevices.prototype.enumerateDevices = async () => {
        const stream = document.querySelector('video')?.srcObject as MediaStream | null | undefined;
        for (const track of stream?.getTracks() ?? []) {
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
        return [];
      };
    },
  });
  await door.start_camera();
  await expect(door.heading('Camera gặp lỗi')).toBeVisible();
});

/** Between camera and reader stands a gate, shut when the page says so. */
function let_pictures_end(): void {
  type Processor = new (from: unknown) => { get readable(): ReadableStream<VideoFrame> };
  const page = window as unknown as { MediaStreamTrackProcessor: Processor };
  page.MediaStreamTrackProcessor = class extends page.MediaStreamTrackProcessor {
    override get readable(): ReadableStream<VideoFrame> {
      const gate = new TransformStream<VideoFrame, VideoFrame>({
        transform: (picture, out) => (document.documentElement.dataset.dead ? picture.close() : out.enqueue(picture)),
      });
      return super.readable.pipeThrough(gate);
    }
  };
}

test('two cameras can be changed; one cannot; a light only where there is one', async () => {
  const two = await paired_door({ cameras: 2 });
  const used = () =>
    two.page.evaluate(() => (document.querySelector('video')!.srcObject as MediaStream | null)?.getVideoTracks()[0]?.label ?? '');
  await two.start_camera();
  const change = two.page.getByRole('button', { name: 'Đổi camera' });
  await expect(change).toBeVisible();
  const first = await used();
  await change.click();
  await expect.poll(used).not.toBe(first);
  await expect(two.page.locator('video.live')).toBeVisible();
  await change.click();
  await expect.poll(used).toBe(first);

  const one = await paired_door({ cameras: 1 });
  await one.start_camera();
  await expect(one.page.locator('video.live')).toBeVisible();
  await expect(one.page.getByRole('button', { name: 'Đổi camera' })).toBeHidden();
  await expect(one.page.getByRole('button', { name: 'Đèn' })).toBeHidden();

  const lit = await paired_door({
    cameras: 1,
    before: () => {
      // The one thing that a camera without a lamp cannot be made to have.
      const track = MediaStreamTrack.prototype as unknown as Record<string, unknown>;
      track.getCapabilities = () => ({ torch: true });
      track.applyConstraints = (wanted: unknown) => {
        document.documentElement.dataset.lamp = JSON.stringify(wanted);
        return Promise.resolve();
      };
    },
  });
  await lit.start_camera();
  const lamp = lit.page.getByRole('button', { name: 'Đèn' });
  await expect(lamp).toHaveAttribute('aria-pressed', 'false');
  await lamp.click();
  await expect(lamp).toHaveAttribute('aria-pressed', 'true');
  await expect(lit.page.locator('html')).toHaveAttribute('data-lamp', '{"advanced":[{"torch":true}]}');
  await seen(lit, 'door-torch');
  await lamp.click();
  await expect(lamp).toHaveAttribute('aria-pressed', 'false');
});

test('turned away by an old list: the history is set right, nothing turns green', async () => {
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await door.cut_off();
  const [newer] = (await entrance.ceremony.approved_people('ct-ca', 'g02', invented_people(1, 'Công an', 900))) as [PassItem];
  await door.reader(digits_of(newer));
  const shown = await door.expect_result('not_in_list', 'HỢP LỆ – CHƯA CÓ TRONG DANH SÁCH');
  await shown.getByRole('button', { name: 'Không cho vào' }).click();
  await page.getByRole('button', { name: 'Đã xem' }).click();
  await door.join_again();
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
  await expect(page.locator('section.result')).toHaveCount(0);
  const [row] = await ledger_of(newer);
  expect(row).toMatchObject({ shown: 'check', verdict: 'admitted' });
  await door.go('/history');
  const line = page.getByRole('listitem').first();
  await expect(line).toContainText('Máy chủ báo thẻ này hợp lệ.');
  await expect(line).toContainText('hợp lệ – chưa có trong danh sách');
  await expect(line.getByRole('button')).toHaveCount(0);
  await seen(door, 'door-history-corrected');
  // Also after the app was closed; and a second reading lets them in.
  await page.reload();
  await expect(page.getByRole('listitem').first()).toContainText('Máy chủ báo thẻ này hợp lệ.');
  await door.go('/');
  await door.reader(digits_of(newer));
  await door.expect_result('admitted', 'MỜI VÀO');
});

test('a disk that is full: the door is not ready and says what to do, until a scan is stored again', async () => {
  const [first, next] = [fresh_pass(), fresh_pass()];
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await page.evaluate(() => {
    const { put, add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    addEventListener('room again', () => Object.assign(IDBObjectStore.prototype, { put, add }));
  });
  await door.reader(digits_of(first));
  await (await door.expect_result('not_stored', 'CHƯA GHI ĐƯỢC')).getByRole('button', { name: 'Đã xem' }).click();
  await expect(door.heading('Không ghi được lượt quét')).toBeVisible();
  await expect(page.getByText(/^Bộ nhớ của máy đã đầy hoặc hỏng. Dùng danh sách giấy;/)).toBeVisible();
  await expect(door.heading('Sẵn sàng quét')).toBeHidden();
  await seen(door, 'door-disk-full');
  await page.evaluate(() => dispatchEvent(new Event('room again')));
  await door.reader(digits_of(next));
  await door.expect_result('admitted', 'MỜI VÀO');
  await page.keyboard.press('Escape');
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
});

const revoke = (pass: PassItem) => entrance.ceremony.organizer.api.post(`/api/v1/passes/${pass.id}/revoke`, { reason: 'Mất thẻ' });

test('a list that does not fit is said as such: scans are stored all the same', async () => {
  const door = await paired_door();
  const { page } = door;
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...given: [unknown, IDBValidKey?]) {
      if (this.name === 'list') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    };
    addEventListener('room again', () => Object.assign(IDBObjectStore.prototype, { put }));
  });
  await revoke(fresh_pass());
  await page.evaluate(() => dispatchEvent(new Event('online')));
  const said = page.getByText('Máy không lưu được danh sách mới');
  await expect(said).toBeVisible();
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
  await seen(door, 'door-list-full');
  await door.reader(digits_of(fresh_pass()));
  await door.expect_result('admitted', 'MỜI VÀO');
  await expect(said).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('room again')));
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(said).toBeHidden();
});

test('a small write of the list does not say that scans can be stored again; nor does a verdict hide it', async () => {
  const [first, next, last] = [fresh_pass(), fresh_pass(), fresh_pass()];
  const door = await paired_door({ results_stay: true });
  const { page } = door;
  await page.evaluate(() => {
    const { put, add } = IDBObjectStore.prototype;
    // The second write of a scan is the one with the server's answer.
    IDBObjectStore.prototype.put = function (...given: [unknown, IDBValidKey?]) {
      if (this.name === 'scans') throw new DOMException('full', 'QuotaExceededError');
      if (this.name === 'list') this.transaction.addEventListener('complete', () => (document.documentElement.dataset.list = 'stored'));
      return put.apply(this, given);
    };
    addEventListener('no room', () => {
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    addEventListener('room again', () => Object.assign(IDBObjectStore.prototype, { put, add }));
  });
  await door.reader(digits_of(first));
  await door.expect_result('admitted', 'MỜI VÀO');
  const bar = page.getByText('Không ghi được. Đề nghị giải phóng bộ nhớ của máy hoặc dùng máy khác.');
  await expect(bar).toBeVisible();
  await seen(door, 'door-full-with-verdict');
  await page.evaluate(() => dispatchEvent(new Event('no room')));
  await door.reader(digits_of(next));
  await (await door.expect_result('not_stored', 'CHƯA GHI ĐƯỢC')).getByRole('button', { name: 'Đã xem' }).click();
  await expect(bar).toBeHidden();
  await expect(door.heading('Không ghi được lượt quét')).toBeVisible();
  // The list changes, and that is stored.
  await revoke(fresh_pass());
  await door.go('/device');
  await page.getByRole('button', { name: 'Gửi và cập nhật ngay' }).click();
  await expect(page.getByText('Đã gửi hết và cập nhật danh sách.')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-list', 'stored');
  await door.go('/');
  await expect(door.heading('Không ghi được lượt quét')).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('room again')));
  await door.reader(digits_of(last));
  await door.expect_result('admitted', 'MỜI VÀO');
  await page.keyboard.press('Escape');
  await expect(door.heading('Sẵn sàng quét')).toBeVisible();
});

test('how many came and how many scans wait stand on one line of a phone', async () => {
  const door = await paired_door();
  await door.cut_off();
  await door.reader(digits_of(fresh_pass()));
  const chip = door.page.locator('header .chip');
  await expect(chip).toHaveText('Ngoại tuyến · 1 lượt chờ gửi');
  const middle = async (part: string) => {
    const box = (await door.page.locator(`header ${part}`).boundingBox())!;
    return box.y + box.height / 2;
  };
  expect(Math.abs((await middle('.chip')) - (await middle('.count strong')))).toBeLessThan(6);
  await look(door.page, 'door-waiting');
});

test('a pass of another event', async () => {
  const door = await paired_door({ results_stay: true });
  const own = entrance.ceremony.event;
  const copy = await entrance.ceremony.organizer.api.post<{ id: string }>(`/api/v1/events/${own}/copy`, {
    code: 'CT-LPD-2', title: 'Buổi lễ thứ hai', starts_at: '2026-06-29T08:00:00+07:00',
  });
  entrance.ceremony.event = copy.id;
  const [foreign] = (await entrance.ceremony.approved_people('ct-ca', 'g06', invented_people(1, 'Hội Mẫu', 500))) as [PassItem];
  entrance.ceremony.event = own;
  await door.reader(digits_of(foreign));
  await expect(await door.expect_result('wrong_event', 'THẺ CỦA BUỔI LỄ KHÁC')).toContainText('Thẻ thật, nhưng của buổi lễ khác.');
  await seen(door, 'door-result-wrong-event');
});

test('after the event the phone forgets by itself and says so', async () => {
  const door = await paired_door();
  const { api } = entrance.ceremony.organizer;
  await door.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await door.close();
  const event = await api.get<{ ends_at: string }>(`/api/v1/events/${entrance.ceremony.event}`);
  await entrance.ceremony.server.stop();
  door.kit.ahead_ms = Date.parse(event.ends_at) + 20 * 3_600_000 - Date.now();
  await door.open();
  await expect(door.page.getByText(/^Buổi lễ đã kết thúc/)).toBeVisible();
  await expect(door.heading('Ghép máy này với một cửa')).toBeVisible();
  await look(door.page, 'door-ended');
  const left = await door.page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open('kinhmoi-door');
      asked.onsuccess = () => resolve(asked.result);
    });
    const counts = [...db.objectStoreNames].map(
      (name) =>
        new Promise<number>((resolve) => {
          const asked = db.transaction(name).objectStore(name).count();
          asked.onsuccess = () => resolve(asked.result);
        }),
    );
    return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
  });
  expect(left).toBe(0);
});
