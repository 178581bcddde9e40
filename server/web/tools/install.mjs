// SPDX-License-Identifier: Apache-2.0
// Installs what the package-lock.json of a folder names, unless just that is installed already:
// node install.mjs FOLDER NPM. Leaves FOLDER/node_modules/.installed behind.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, npm] = process.argv.slice(2);
const stamp = join(folder, 'node_modules', '.installed');
const wanted = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  rmSync(stamp, { force: true });
  // npm runs with its own node, which need not be ours: Debian's knows only Debian's.
  const run = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
writeFileSync(stamp, wanted);
