// SPDX-License-Identifier: Apache-2.0
// The screens beside scanning, in a file of their own: the queue does not wait for them.
export { default as Device } from './Device.svelte';
export { default as History } from './History.svelte';
export { default as Pair } from './Pair.svelte';
export { default as Ready } from './Ready.svelte';
export { default as Search } from './Search.svelte';
export { default as WalkIn } from './WalkIn.svelte';
