// SPDX-License-Identifier: Apache-2.0
// Writes door/sw.js: the service worker with the list of the door page's own files, found by what
// names what, from its html on: scripts, styles, the decoder's worker and its wasm. No other app's.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformWithOxc, type Plugin } from 'vite';

const page = 'door/index.html';
const source = fileURLToPath(new URL('sw.ts', import.meta.url));

export function precache_door(): Plugin {
  return {
    name: 'kinhmoi-precache-door',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      this.addWatchFile(source);
    },
    // When everything is on the disk: workers and their files are written last.
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler(options) {
        const folder = options.dir!;
        if (!existsSync(join(folder, page))) return;
        const files = files_of_door(folder);
        const hash = createHash('sha256');
        for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
        const list = {
          version: hash.digest('hex').slice(0, 16),
          files: files.map((file) => (file === page ? '/door/' : `/${file}`)),
        };
        const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source, {
          lang: 'ts',
        });
        const text = `const precache = ${JSON.stringify(list)};\n${code}`;
        writeFileSync(join(folder, 'door/sw.js'), text);
      },
    },
  };
}

/** Paths in the build, sorted. A file belongs to the door when one that does names it. */
export function files_of_door(folder: string): string[] {
  const others = files_below(folder).filter((path) => is_candidate(path));
  const found = new Set([page]);
  const queue = [page];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (!/\.(html|js|css|webmanifest)$/.test(path)) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    for (const other of others) {
      const name = other.slice(other.lastIndexOf('/') + 1);
      if (found.has(other) || !text.includes(name)) continue;
      found.add(other);
      queue.push(other);
    }
  }
  return [...found].sort();
}

/** Hashed files of any app, and the door's own files beside its page. */
function is_candidate(path: string): boolean {
  if (path.endsWith('.map') || path === page || path === 'door/sw.js') return false;
  return path.startsWith('assets/') || path.startsWith('door/');
}

function files_below(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? files_below(folder, path) : [path];
  });
}
