// SPDX-License-Identifier: Apache-2.0
// Everything the door says in English: one file, fetched by those who want it.
export { words } from './words';
export { result_words } from './result_words';
export { screen_words } from './screen_words';
