// SPDX-License-Identifier: Apache-2.0
// Installs what the package-lock.json of a folder names, unless just that is installed already:
// node install.mjs FOLDER NPM. Leaves FOLDER/node_modules/.installed behind.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [folder, npm] = process.argv.slice(2);
const stamp = join(folder, 'node_modules', '.installed');
const wanted = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  rmSync(stamp, { force: true });
  // npm must run with the node that will use the packages: it leaves out what another could not run.
  const run = spawnSync(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
writeFileSync(stamp, wanted);
