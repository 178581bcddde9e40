// SPDX-License-Identifier: Apache-2.0
// Puts a finished build of the pages into a C++ table: node embed.mjs BUILT_FOLDER OUT_FOLDER
// Writes OUT_FOLDER/built_files.cpp, which takes in every file with .incbin, and the compressed
// forms, named by their content so that what did not change is not compressed again.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const [built, out] = process.argv.slice(2).map((folder) => resolve(folder));
const forms = join(out, 'forms');
mkdirSync(forms, { recursive: true });

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 32);

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
const gzip = (bytes) => gzipSync(bytes, { level: 9 });

function pathsBelow(folder, prefix = '') {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${prefix}/${entry.name}`;
    return entry.isDirectory() ? pathsBelow(join(folder, entry.name), path) : [path];
  });
}

const kept = new Set();

/** One form of a file: where its bytes lie, and the tag that belongs to exactly these bytes. */
function form(bytes, ending, compress) {
  const name = hashOf(bytes) + ending;
  const file = join(forms, name);
  if (!existsSync(file)) {
    writeFileSync(`${file}.tmp`, compress(bytes));
    renameSync(`${file}.tmp`, file);
  }
  kept.add(name);
  const compressed = readFileSync(file);
  return { file, size: compressed.length, etag: hashOf(compressed) };
}

/** A compressed form is offered only where it saves a twentieth: pictures are left as they are. */
const ifSmaller = (compressed, plain) => (compressed.size < plain.size * 0.95 ? compressed : null);

const byBytes = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const files = pathsBelow(built)
  .sort(byBytes)
  .map((path) => {
    if (!/^[\w./-]+$/.test(path)) throw new Error(`a path that cannot be served: ${path}`);
    const bytes = readFileSync(join(built, path));
    const plain = form(bytes, '', (same) => same);
    return {
      path,
      plain,
      br: ifSmaller(form(bytes, '.br', brotli), plain),
      gzip: ifSmaller(form(bytes, '.gz', gzip), plain),
    };
  });
if (files.length === 0) throw new Error(`no files below ${built}`);
for (const name of readdirSync(forms)) if (!kept.has(name)) rmSync(join(forms, name));

const blobs = [];
const representation = (one, symbol) => {
  if (!one) return '{}';
  blobs.push(`BLOB(${symbol}, ${JSON.stringify(one.file)});`);
  return `{{${symbol}_begin, ${symbol}_end}, "\\"${one.etag}\\""}`;
};
const rows = files.map(({ path, plain, br, gzip }, i) =>
  `        {${JSON.stringify(path)}, ${representation(plain, `plain_${i}`)},\n` +
  `         ${representation(br, `br_${i}`)},\n` +
  `         ${representation(gzip, `gzip_${i}`)}},`,
);

writeFileSync(
  join(out, 'built_files.cpp'),
  `// SPDX-License-Identifier: Apache-2.0
// Written by server/web/tools/embed.mjs.
#include "server/web/built_files.hpp"

#define BLOB(symbol, file)                             \\
    asm(".pushsection .rodata\\n"                       \\
        ".balign 16\\n" #symbol "_begin:\\n"             \\
        ".incbin \\"" file "\\"\\n" #symbol "_end:\\n"     \\
        ".byte 0\\n"                                    \\
        ".popsection\\n");                              \\
    extern "C" const char symbol##_begin[];            \\
    extern "C" const char symbol##_end[]

${blobs.join('\n')}

namespace kinhmoi::web {

std::span<const net::StaticFile> built_files() {
    static const net::StaticFile table[] = {
${rows.join('\n')}
    };
    return table;
}

}  // namespace kinhmoi::web
`,
);
