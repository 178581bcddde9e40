// SPDX-License-Identifier: Apache-2.0
// Addresses inside an app live behind '#', so the server serves one html an app and sees none of them.

function current(): string {
  const path = location.hash.slice(1);
  return path.startsWith('/') ? path : '/';
}

class Router {
  /** The path behind '#', e.g. /events/0190…/lists */
  path = $state(current());
  /** False: the place that is shown stays. lib/leaving.ts asks here. */
  may_move: (event: HashChangeEvent) => boolean = () => true;

  constructor() {
    window.addEventListener('hashchange', (event) => {
      if (this.may_move(event)) this.path = current();
    });
  }

  go(path: string): void {
    location.hash = path;
  }
}

export const router = new Router();

/** The captures of a pattern like /events/:event/lists, or nothing. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('?')[0]!.split('/');
  if (wanted.length !== given.length) return undefined;
  const captures: Record<string, string> = {};
  for (const [i, word] of wanted.entries()) {
    if (word.startsWith(':')) captures[word.slice(1)] = decodeURIComponent(given[i]!);
    else if (word !== given[i]) return undefined;
  }
  return captures;
}
