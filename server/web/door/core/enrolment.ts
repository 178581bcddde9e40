// SPDX-License-Identifier: Apache-2.0
// Makes this phone a door: a one-time code for a token and what stands around the door.
import type { DoorApi, EnrolFault } from './api';
import { all_stores, attempt } from './database';
import { new_sealing_key, seal } from './sealed';
import type { DoorStore } from './store';
import type { Counters, DeviceFile, Loaded } from './stored';

export async function enrol(
  store: DoorStore,
  api: DoorApi,
  code: string,
  app_version: string,
): Promise<Loaded | EnrolFault> {
  const answer = await api.enrol(code, app_version);
  if (!answer.ok) return { fault: answer.fault, message: answer.message };
  const { token, setting } = answer.value;
  const device = { token, setting };
  const counters: Counters = {
    epoch: setting.device.epoch,
    last_dseq: 0,
    standing: 'active',
    offset_ms: 0,
    floor_ms: 0,
    is_measured: false,
  };
  const kept = await attempt(() => create(store, device, counters));
  if (!kept.ok) return { fault: 'not_stored', message: null };
  return { device, counters, list: null, building: null, incidents: [] };
}

/** Everything of the enrolment before is gone. */
async function create(store: DoorStore, device: DeviceFile, counters: Counters): Promise<void> {
  const key = await new_sealing_key();
  const sealed = await seal(key, device);
  await store.write(all_stores, (tx) => {
    for (const name of all_stores) tx.objectStore(name).clear();
    tx.objectStore('keys').put(key, 'seal');
    tx.objectStore('meta').put(sealed, 'device');
    tx.objectStore('meta').put(counters, 'counters');
  });
  store.key = key;
}
