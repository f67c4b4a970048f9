// The command line: arguments in, one command of cli/ run, an exit code out.
import { readFileSync } from 'node:fs';
import { compile, formatDiagnostics, manifestText } from './index.ts';
export function runCommandLine(argv: readonly string[]): void {
  const f = argv.at(-1)!;
  const out = compile({ file: f, text: readFileSync(f, 'utf8') }, { solver: 'stub' });
  process.stderr.write(formatDiagnostics(out.diagnostics));
  if (out.value) process.stdout.write(manifestText(out.value.manifest));
}
