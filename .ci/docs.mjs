#!/usr/bin/env node
// schemas/, definitions/ and the list of codes -> docs/language.md, docs/support.md and docs/diagnostics.md.
//
//   node .ci/docs.mjs           writes
//   node .ci/docs.mjs --check   fails if anything would change
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnosticsPage } from './docs/diagnostics.mjs';
import { languagePage } from './docs/language.mjs';
import { root } from './docs/read.mjs';
import { supportPage } from './docs/support.mjs';

const check = process.argv.includes('--check');
let stale = 0;
for (const [name, text] of [
  ['docs/language.md', languagePage()],
  ['docs/support.md', await supportPage()],
  ['docs/diagnostics.md', await diagnosticsPage()],
]) {
  const path = join(root, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  stale++;
  if (check) console.error(`${name} is stale: run npm run generate`);
  else {
    writeFileSync(path, text);
    console.log(`wrote ${name}`);
  }
}
process.exit(check && stale ? 1 : 0);
