// SPDX-License-Identifier: Apache-2.0
// Where scanning finds the screens beside it.
import { Later } from './later.svelte';

export const screens = new Later(() => import('./screens'));
