// SPDX-License-Identifier: Apache-2.0
import { mount } from 'svelte';
import '$lib/styles/ground.css';
import App from './App.svelte';
import { open_door } from './core/engine';

/** The hash that the build gave to this script: shown on the phone, and to organizers beside the device. */
const app_version = /-([\w-]{8})\.js$/.exec(import.meta.url)?.[1] ?? 'dev';

const door = await open_door({ app_version });
mount(App, { target: document.getElementById('app')!, props: { door, app_version } });
