// SPDX-License-Identifier: Apache-2.0
// What the door's calls send and answer: names for the schemas of server/api/openapi.yaml.
import type { Schemas } from '$lib/api/client';

/** One sentence in both languages. */
export type Message = Schemas['DoorMessage'];

/** What stands around a door: its event, gates, keys. */
export type DoorSetting = Schemas['DoorSetting'];
export type WireAdmission = Schemas['DoorAdmissionState'];
/** The person or party of a pass, as a door may know them. */
export type Holder = Schemas['DoorHolder'];
export type WirePass = Schemas['DoorPass'];
export type WireIncident = Schemas['DoorIncident'];

export type EnrolAnswer = Schemas['DoorEnrolled'];
export type HelloForm = Schemas['DoorHelloForm'];
export type HelloAnswer = Schemas['DoorHello'];
export type SnapshotPage = Schemas['DoorSnapshot'];
export type Changes = Schemas['DoorChanges'];

export type Override = Schemas['ScanOverride'];
/** A scan as it is kept on the phone and sent. */
export type ScanRecord = Required<Schemas['ScanRecord']>;
export type ScanAnswer = Schemas['ScanAnswer'];
export type WalkInForm = Omit<Schemas['WalkInForm'], 'scan'>;
export type WalkInAnswer = Schemas['WalkInAnswer'];
