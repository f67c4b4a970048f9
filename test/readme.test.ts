// Every fenced block of README and CONTRIBUTING is used as a reader would: files are written, commands are run.
//
// A block of YAML, TOML or JavaScript opens with a comment that names its file. A block of sh holds one command a line.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
/** What a reader runs in a clone and this test cannot: it is what runs the test. */
const ELSEWHERE = ['npm ci', 'npm test'];

interface Block {
  language: string;
  line: number;
  text: string;
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(join(root, page), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    language: match[1]!,
    line: text.slice(0, match.index).split('\n').length,
    text: match[2]!,
  }));
}

function run(folder: string, program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A line of sh as words; quotes hold words together. */
const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);

describe.each(['README.md', 'CONTRIBUTING.md'])('%s', (page) => {
  const folder = mkdtempSync(join(tmpdir(), 'imagec-readme-'));
  cpSync(join(root, 'blueprints'), join(folder, 'blueprints'), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules', 'imagec'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(blocksOf(page).map((block) => [`line ${block.line}: ${block.language}`, block] as const))(
    '%s',
    (_, block) => {
      expect(['text', 'yaml', 'toml', 'js', 'sh']).toContain(block.language);
      if (['yaml', 'toml', 'js'].includes(block.language)) {
        const file = /^(?:#|\/\/) (\S+\.\w+)\n/.exec(block.text)?.[1];
        expect(file, 'the first line names the file').toBeDefined();
        mkdirSync(dirname(join(folder, file!)), { recursive: true });
        writeFileSync(join(folder, file!), block.text);
        if (block.language === 'js') expect(run(folder, process.execPath, file!)).toContain('"version": "2"');
      }
      if (block.language !== 'sh') return;
      const commands = block.text
        .split(/\n|&&/)
        .map((line) => line.trim())
        .filter((line) => line && !ELSEWHERE.includes(line));
      for (const command of commands) {
        const [npx, imagec, ...args] = words(command);
        expect([npx, imagec], command).toEqual(['npx', 'imagec']);
        const out = run(folder, process.execPath, join(root, 'dist/cli.cjs'), ...args);
        if (!args.includes('-o')) expect(out, command).not.toBe('');
      }
    },
  );
});

test('every dependency has its reason in CONTRIBUTING', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const page = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const table = page.slice(page.indexOf('## Dependencies'));
  const named = [...table.matchAll(/`([^`]+)`(?=[,| ]*(?:`|\|))/g)].map(([, name]) => name);
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) expect(named).toContain(name);
});

test('links of the pages lead somewhere', () => {
  for (const page of [
    'README.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/design.md',
    'docs/language.md',
    'docs/support.md',
  ]) {
    const text = readFileSync(join(root, page), 'utf8');
    for (const [, target] of text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g))
      expect(() => readFileSync(join(root, dirname(page), target!)), `${page}: ${target}`).not.toThrow(/ENOENT/);
  }
});
