// SPDX-License-Identifier: Apache-2.0
// The door's service worker: the page comes from the cache, so a phone without a network still opens
// it. It never touches the API. precache_plugin.ts writes the constant before it.

/** The door page's own files, and a name for exactly this set of them. */
declare const precache: { version: string; files: string[] };

const scope = self as unknown as ServiceWorkerGlobalScope;
const cache_prefix = 'door-';
const cache_name = cache_prefix + precache.version;
const door_page = '/door/';
const cached_paths = new Set(precache.files);

scope.addEventListener('install', (event) => {
  // No skipWaiting: the page that is open goes on with the files it began with.
  event.waitUntil(fill());
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(remove_others().then(() => scope.clients.claim()));
});

scope.addEventListener('message', (event) => {
  // updates.ts sends it when staff take the new version and no scan is waiting.
  if (event.data === 'take over') event.waitUntil(scope.skipWaiting());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.location.origin) return;
  if (url.pathname.startsWith('/api/')) return;
  const is_door = url.pathname === door_page || url.pathname === `${door_page}index.html`;
  if (request.mode === 'navigate' && is_door) event.respondWith(from_cache(door_page, request));
  else if (cached_paths.has(url.pathname)) event.respondWith(from_cache(url.pathname, request));
});

async function fill(): Promise<void> {
  const cache = await caches.open(cache_name);
  // What has no hash in its name must come from the server and not from the browser's own cache.
  const requests = precache.files.map(
    (path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' }),
  );
  await cache.addAll(requests);
}

async function remove_others(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(cache_prefix) && name !== cache_name) await caches.delete(name);
  }
}

async function from_cache(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cache_name);
  return (await cache.match(path)) ?? fetch(request);
}
