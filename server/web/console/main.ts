// SPDX-License-Identifier: Apache-2.0
import { mount } from 'svelte';
import { send_to_sign_in_when_signed_out } from '$lib/api/client';
import '$lib/styles/base.css';
import './console.css';
import App from './App.svelte';

send_to_sign_in_when_signed_out();
mount(App, { target: document.getElementById('app')! });
