// What nobody writes by hand, and programs and attackers do: each gets one clear sentence, and soon.
import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compile, type Input } from '../compiler/index.ts';
import { openWorld } from './world.ts';

const HEAD = 'distro: acme-2\nplatform: x86_64\nenvironment: machine\n';
const definitions = openWorld();
const folder = mkdtempSync(join(tmpdir(), 'imagec-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): Input {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { file: path };
}

function hole(name: string, bytes: number): Input {
  const handle = openSync(join(folder, name), 'w');
  ftruncateSync(handle, bytes);
  closeSync(handle);
  return { file: join(folder, name) };
}

const said = (input: Input) => compile(input, { solver: 'stub', definitions }).diagnostics;
const codes = (input: Input) => said(input).map((d) => d.code);
const bomb = (levels: number) =>
  `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join('')}`;

describe('texts that are refused', () => {
  const cases: [string, Input, string][] = [
    ['an alias bomb', { text: HEAD + bomb(12) }, 'yaml-alias'],
    ['an alias of itself', { text: `${HEAD}files: &f { /a: *f }\n` }, 'yaml-alias'],
    ['a merge key', { text: `${HEAD}users: { ada: { <<: { uid: 1 } } }\n` }, 'unknown-key'],
    ['a merge key with an alias', { text: `${HEAD}users: { ada: &a {}, bob: { <<: *a } }\n` }, 'yaml-alias'],
    ['brackets without end', { text: '['.repeat(1_000_000) }, 'too-deep'],
    ['braces without end', { text: '{a: '.repeat(500_000) }, 'too-deep'],
    ['nested lists, closed', { text: `a: ${'['.repeat(200)}${']'.repeat(200)}\n` }, 'too-deep'],
    ['dashes without end', { text: `${'- '.repeat(500_000)}x\n` }, 'too-deep'],
    ['dashes below a key', { text: `a:\n${'- '.repeat(500_000)}x\n` }, 'too-deep'],
    ['question marks without end', { text: `${'? '.repeat(100_000)}x\n` }, 'too-deep'],
    [
      'ever deeper indentation',
      { text: Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('') },
      'too-deep',
    ],
    ['brackets of TOML', { file: 'b.toml', text: `a = ${'['.repeat(1_000_000)}` }, 'too-deep'],
    ['brackets of TOML, closed', { file: 'b.toml', text: `a = ${'[ '.repeat(70)}${']'.repeat(70)}` }, 'too-deep'],
    [
      'brackets of TOML with spaces',
      { file: 'b.toml', text: `a = ${'[ '.repeat(50_000)}${']'.repeat(50_000)}` },
      'too-deep',
    ],
    ['dots of TOML', { file: 'b.toml', text: `${'a.'.repeat(500_000)}a = 1` }, 'too-deep'],
    ['dots of a header of TOML', { file: 'b.toml', text: `[${'a.'.repeat(70)}a]\nb = 1` }, 'too-deep'],
    ['deep data', { data: JSON.parse(`${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`) }, 'too-deep'],
    ['a key twice', { text: `${HEAD}hostname: a\nhostname: b\n` }, 'duplicate-key'],
    ['a key twice in JSON', { text: '{"distro": "acme-2", "distro": "acme-1"}' }, 'duplicate-key'],
    ['a list as a key', { text: `${HEAD}? [a, b]\n: c\n` }, 'yaml-syntax'],
    ['a binary file', file('binary', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0, 1])), 'not-text'],
    ['UTF-16', file('wide', Buffer.from(HEAD, 'utf16le')), 'not-text'],
    ['a NUL in a file', file('nul', `${HEAD}hostname: a\0b\n`), 'not-text'],
    ['a NUL in a text', { text: `${HEAD}hostname: a\0b\n` }, 'not-text'],
    ['an empty file', file('empty', ''), 'empty-file'],
    ['an empty text', { text: '' }, 'empty-file'],
    ['blanks', { text: ' \n\n  \n' }, 'empty-file'],
    ['100 MB', hole('huge', 100_000_000), 'too-large'],
    ['100 MB of text', { text: '#'.repeat(100_000_000) }, 'too-large'],
    ['a directory', { file: folder }, 'cannot-read'],
    ['a file that is not there', { file: join(folder, 'nowhere') }, 'cannot-read'],
    ['a list', { text: '- a\n- b\n' }, 'wrong-type'],
    ['a word', { text: 'hello\n' }, 'wrong-type'],
    ['a number as data', { data: 5 }, 'wrong-type'],
    ['two documents', { text: `${HEAD}---\n${HEAD}` }, 'yaml-syntax'],
    ['a tab', { text: `${HEAD}packages:\n\tinstall: [editor]\n` }, 'yaml-syntax'],
    ['a directive', { text: `%YAML 1.1\n---\n${HEAD}` }, 'yaml-tag'],
    ['a tag of another language', { text: `${HEAD}hostname: !!python/object:os.system x\n` }, 'yaml-tag'],
    ['__proto__', { text: `${HEAD}__proto__: { hostname: a }\n` }, 'bad-value'],
    ['constructor', { text: `${HEAD}constructor: { prototype: {} }\n` }, 'unknown-key'],
    ['a distro of many letters', { text: HEAD.replace('acme-2', `${'a'.repeat(100_000)}-1`) }, 'unknown-name'],
    ['a distro that leaves its folder', { text: HEAD.replace('acme-2', '../../etc/passwd-1') }, 'unknown-name'],
    ['an environment of that kind', { text: HEAD.replace('machine', '../distros/acme') }, 'unknown-name'],
    [
      'a fact called constructor',
      { text: `${HEAD}variants: [{ when: { constructor: a }, because: b }]\n` },
      'unknown-fact',
    ],
    ['a user called __proto__', { text: `${HEAD}users: { ada: {}, __proto__: { uid: 7 } }\n` }, 'bad-value'],
    ['a type called constructor', { text: HEAD.replace('machine', 'constructor') }, 'unknown-name'],
    ['a file system called __proto__', { text: `${HEAD}disk: { filesystem: __proto__ }\n` }, 'unknown-name'],
    [
      'a partition type called toString',
      { text: `${HEAD}disk: { partitions: { root: { type: toString } } }\n` },
      'unknown-name',
    ],
  ];

  test.each(cases)('%s', (_, input, code) => {
    const list = said(input);
    expect(list.map((d) => d.code)).toEqual([code]);
    expect(list[0]!.message.length).toBeLessThan(400_000);
    expect(list[0]!.hint).toBeTruthy();
  });
});

describe('texts that are only unusual', () => {
  const plain = compile({ file: 'b.yaml', text: `${HEAD}hostname: a\n` }, { solver: 'stub', definitions }).value;

  test.each([
    ['a byte order mark', `\uFEFF${HEAD}hostname: a\n`],
    ['lines that end as on Windows', `${HEAD}hostname: a\n`.replaceAll('\n', '\r\n')],
    ['no newline at the end', `${HEAD}hostname: a`],
    ['comments and blank lines', `# a\n\n${HEAD.replaceAll('\n', ' # b\n\n')}hostname: a\n`],
    ['JSON', '{"distro":"acme-2","platform":"x86_64","environment":"machine","hostname":"a"}'],
  ])('%s', (_, text) => {
    expect(codes({ file: 'b.yaml', text })).toEqual([]);
    const read = compile(file('b.yaml', text), { solver: 'stub', definitions }).value;
    expect(read?.manifest).toEqual(plain?.manifest);
  });

  test('names that JavaScript knows are names like others', () => {
    const text = `${HEAD}users: { ada: {}, constructor: {}, toString: {}, hasOwnProperty: {} }\nsysctl: { constructor: { a: '1' } }\n`;
    const { value, diagnostics } = compile({ text }, { solver: 'stub', definitions });
    expect(diagnostics).toEqual([]);
    const stage = value!.manifest.pipelines.flatMap((p) => p.stages).find((s) => s.type === 'org.osbuild.users');
    expect(Object.keys((stage!.options as { users: object }).users)).toEqual([
      'ada',
      'constructor',
      'toString',
      'hasOwnProperty',
    ]);
  });

  test('a user called __proto__ changes no prototype', () => {
    compile({ text: `${HEAD}users: { ada: {}, __proto__: { uid: 7 } }\n` }, { solver: 'stub', definitions });
    expect(({} as { uid?: number }).uid).toBeUndefined();
  });

  test('a script full of brackets is no deep nesting', () => {
    const script = 'case $1 in [a-z]) [ -f x ] && { echo "[" "{"; } ;; esac\n      '.repeat(200);
    expect(codes({ text: `${HEAD}files:\n  /x.sh:\n    text: |\n      ${script}\n` })).toEqual([]);
  });
});

test('definitions may be as broken as blueprints', () => {
  const lab = join(folder, 'lab');
  mkdirSync(join(lab, 'environments'), { recursive: true });
  writeFileSync(join(lab, 'environments', 'broken.yaml'), '['.repeat(100_000));
  writeFileSync(join(lab, 'environments', 'list.yaml'), '- a\n');
  const overlay = openWorld([{ folder: lab, label: 'lab' }]);
  for (const [name, code] of [
    ['broken', 'too-deep'],
    ['list', 'wrong-type'],
  ]) {
    const { diagnostics } = compile({ text: HEAD.replace('machine', name!) }, { solver: 'stub', definitions: overlay });
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
  }
});
