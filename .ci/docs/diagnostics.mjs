// compiler/diagnostics/codes.ts -> the page of codes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { page, root, table } from './read.mjs';

export async function diagnosticsPage() {
  const source = readFileSync(join(root, 'compiler/diagnostics/codes.ts'), 'utf8');
  const { code } = transformSync(source, { loader: 'ts' });
  const { CODES, OUTSIDE } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return page('compiler/diagnostics/codes.ts', [
    '# Diagnostics',
    'Every message has a code, a sentence, where possible a place in a file, and a hint what to do. `--format json`, `sarif` and `github` print the same for programs. The exit status is 1 for mistakes in what you wrote, 3 where the world outside is in the way, 2 for a wrong command line and 0 where there is no error (warnings do not count).',
    table(
      ['code', 'exit', 'what it means'],
      Object.entries(CODES).map(([name, text]) => [`\`${name}\``, OUTSIDE.has(name) ? 3 : 1, text]),
    ),
  ]);
}
