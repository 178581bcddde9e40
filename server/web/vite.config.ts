// SPDX-License-Identifier: Apache-2.0
// Builds the pages: one html per app, hashed assets, nothing inline (the pages' CSP forbids it). The
// door is built by itself: what it shares with the others would hold what only they use.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { precache_door } from './door/precache_plugin.ts';

const page = (name: string) => fileURLToPath(new URL(`${name}/index.html`, import.meta.url));

/** Svelte's index names every part of it, so each would count as needed from the start. */
const for_screens = /svelte.+\/(bindings\/(input|select)|blocks\/(each|snippet)|elements\/actions|shared\/clone)\.js$/;

/** How the door fetches its parts: by few words of its own instead of Vite's. */
const fetch_parts_of_door: Plugin = {
  name: 'kinhmoi-fetch-parts-of-door',
  apply: 'build',
  enforce: 'pre',
  applyToEnvironment: ({ name }) => name === 'door',
  load(id) {
    if (id !== '\0vite/preload-helper.js') return;
    return `export { fetch_part as __vitePreload } from '/door/fetch_part.ts';`;
  },
};

export default defineConfig({
  plugins: [svelte(), precache_door(), fetch_parts_of_door],
  appType: 'mpa',
  resolve: { alias: { $lib: fileURLToPath(new URL('lib', import.meta.url)) } },
  worker: {
    format: 'es',
    rollupOptions: {
      output: {
        // A worker answers to the service worker whose scope its own address lies in: without a
        // network, the door's reader would not start from /assets/.
        entryFileNames: ({ name }) => `${name === 'scan_worker' ? 'door' : 'assets'}/[name]-[hash].js`,
      },
    },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    emptyOutDir: true,
  },
  environments: {
    client: {
      build: {
        rollupOptions: {
          input: {
            access: page('access'),
            agency: page('agency'),
            console: page('console'),
          },
        },
      },
    },
    door: {
      consumer: 'client',
      build: {
        emptyOutDir: false,
        rollupOptions: {
          input: { door: page('door') },
          treeshake: { moduleSideEffects: [{ test: for_screens, sideEffects: false }] },
          // All that scanning needs in one file, without what only the screens beside it use.
          output: { codeSplitting: { groups: [{ name: 'door', tags: ['$initial'], test: (id) => !for_screens.test(id) }], includeDependenciesRecursively: false } },
        },
      },
    },
  },
  builder: {
    async buildApp({ build, environments }) {
      await build(environments.client!);
      await build(environments.door!);
    },
  },
  // For `npm run dev`: the pages from here, everything else from a running server.
  server: {
    proxy: { '/api': process.env.KINHMOI_URL ?? 'http://127.0.0.1:8080' },
  },
});
