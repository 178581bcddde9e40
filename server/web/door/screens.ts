// SPDX-License-Identifier: Apache-2.0
// The screens beside scanning, in a file of their own: the queue does not wait for them.
import '$lib/styles/furniture.css';

export { awake } from './awake.svelte';
export { default as CameraTrouble } from './CameraTrouble.svelte';
export { default as Device } from './Device.svelte';
export { default as History } from './History.svelte';
export { default as Latest } from './Latest.svelte';
export { default as Notices } from './Notices.svelte';
export { default as Pair } from './Pair.svelte';
export { default as PartyCount } from './PartyCount.svelte';
export { default as Ready } from './Ready.svelte';
export { default as Reason } from './Reason.svelte';
export { default as Search } from './Search.svelte';
export { default as Standing } from './Standing.svelte';
export { default as WalkIn } from './WalkIn.svelte';
