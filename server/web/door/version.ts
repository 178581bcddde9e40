// SPDX-License-Identifier: Apache-2.0
// Which build of the door this is: shown on the phone, and to organizers beside the device.

/** The hash that the build gave to this very script. */
export const app_version = /-([\w-]{8})\.js$/.exec(import.meta.url)?.[1] ?? 'dev';
