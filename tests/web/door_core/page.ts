// SPDX-License-Identifier: Apache-2.0
// What support/door_core.ts loads into an empty page: the door without its screens, a clock to set,
// and a way to a long queue that does not take a whole morning.
import { open_door } from '../../../server/web/door/core/engine';
import { new_scan_id } from '../../../server/web/door/core/ids';
import { DoorStore } from '../../../server/web/door/core/store';

const shift = Number(new URL(location.href).searchParams.get('shift_ms') ?? 0);
const clock = {
  wall: () => Date.now() + shift,
  mono: () => Math.round(performance.now()),
};

async function fill_queue(count: number): Promise<void> {
  const store = await DoorStore.open('kinhmoi-door');
  const loaded = (await store.load())!;
  const [newest] = await store.history();
  for (let i = 1; i <= count; ++i) {
    const dseq = newest!.record.dseq + i;
    const record = { ...newest!.record, dseq, scan_id: new_scan_id(clock.wall()) };
    const counters = { ...loaded.counters, last_dseq: dseq };
    await store.add_scan({ record, shown: newest!.shown }, 'waiting', counters);
  }
  store.close();
}

void open_door({ clock, app_version: 'thử' }).then((door) => {
  Object.assign(window, { door, fill_queue });
  document.title = 'ready';
});
