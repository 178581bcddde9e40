// SPDX-License-Identifier: Apache-2.0
// What the door needs beside scanning, in a file of its own: the queue does not wait for it.
export { enrol } from './enrolment';
export { file_of } from './saving';
export { search } from './search';
export { Sync } from './sync';
export { Updates } from './updates';
