// SPDX-License-Identifier: Apache-2.0
import { mount } from 'svelte';
import '$lib/styles/base.css';
import App from './App.svelte';
import { open_door } from './core/engine';
import { app_version } from './version';

const door = await open_door({ app_version });
mount(App, { target: document.getElementById('app')!, props: { door } });
