// Mistakes in definitions that `imagec check` finds without compiling anything.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkDefinitions } from '../compiler/check/check.ts';
import { Diagnostics } from '../compiler/index.ts';
import { openWorld } from './world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imagec-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The codes and lines of what is wrong with one more file of definitions. */
function mistakes(file: string, text: string): string[] {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  const said = new Diagnostics();
  checkDefinitions(openWorld([{ folder, label: 'mine' }]), said);
  return said.list
    .filter((d) => d.place?.file.startsWith('mine/'))
    .map(({ code, place }) => `${code} ${place!.file.slice(5)}:${place!.line}`);
}

test.each([
  ['unknown-path', 'stages: [{ type: org.example.a, options: { a: "${image.localee}" } }]\n', 1],
  ['unknown-path', 'stages:\n  - type: org.example.a\n    each: image.users\n    options: { a: "${item.keyz}" }\n', 4],
  ['unknown-path', 'stages: [{ type: org.example.a, if: disk.at.rot }]\n', 1],
  ['unknown-path', 'stages: [{ type: org.example.a, options: { a: "${imag.locale}" } }]\n', 1],
])('a path that leads nowhere: %s', (code, text, line) => {
  expect(mistakes('pipelines/mine.yaml', text)).toEqual([`${code} pipelines/mine.yaml:${line}`]);
});

test('a path of a block that leads nowhere, wherever it stands', () => {
  const text = [
    'summary: Mine',
    'early_args: ["a=${block.uid}"]',
    'crypttab: { volume: "${blok.uuid}" }',
    'unit_args:',
    '  root: ["rootflags=${line.option}"]',
    '  usr: ["mount.usr=UUID=${line.uuid}"]',
  ];
  const lines = [2, 3, 5].map((line) => `unknown-path blocks/mine.yaml:${line}`);
  expect(mistakes('blocks/mine.yaml', `${text.join('\n')}\n`)).toEqual(lines);
});

test('paths that lead somewhere are no mistakes', () => {
  const text =
    'stages: [{ type: org.example.a, each: image.users, options: { a: "${item.keys?}", b: "${disk.at.root.uuid}", c: "${key}" } }]\n';
  // no environment has this pipeline, which is another mistake
  expect(mistakes('pipelines/mine.yaml', text)).toEqual(['unreachable pipelines/mine.yaml:1']);
});

test('a package that one layer installs and excludes', () => {
  const text = 'summary: Mine\npackages:\n  install: [a]\n  exclude: [a]\n';
  expect(mistakes('workloads/mine.yaml', text)).toEqual(['contradiction workloads/mine.yaml:4']);
});

test('a removal of what nothing adds', () => {
  const text = 'summary: Mine\npackages: { install: { remove: [nobody-has-this] } }\n';
  expect(mistakes('workloads/mine.yaml', text)).toEqual(['nothing-to-remove workloads/mine.yaml:2']);
});

test('a parent that is not there', () => {
  expect(mistakes('workloads/mine.yaml', 'summary: Mine\nextends: nobody\n')).toContain(
    'unknown-name workloads/mine.yaml:2',
  );
});

test('a condition on a fact that nobody declares', () => {
  const text = 'summary: Mine\nvariants:\n  - when: { colour: red }\n    because: It is.\n    locale: C.UTF-8\n';
  expect(mistakes('workloads/mine.yaml', text)).toEqual(['unknown-fact workloads/mine.yaml:3']);
});

test('a row of "supports" that names nothing, and one that nothing comes to', () => {
  const row = (text: string) => `summary: Mine\nsupports:\n  - { ${text} }\n`;
  expect(mistakes('workloads/mine.yaml', row('environment: clout'))).toEqual(['unknown-name workloads/mine.yaml:3']);
  expect(mistakes('workloads/mine.yaml', row('platform: aarch64, when: { version: "=77" }'))).toEqual([
    'unreachable workloads/mine.yaml:3',
  ]);
});

test.each([
  ['{ arch: [x86_64, nobodys] }', 'one of several values'],
  ['{ arch: x86_64, not: { version: "=77" } }', 'a "not" that leaves nothing out'],
  ['[{ arch: x86_64 }, { arch: nobodys }]', 'one of several conditions'],
])('a part of a condition that makes no difference: %s', (when) => {
  const variant = (text: string) =>
    `summary: Mine\nvariants:\n  - because: It is.\n    when: ${text}\n    hostname: mine\n`;
  expect(mistakes('workloads/mine.yaml', variant(when))).toEqual(['unreachable workloads/mine.yaml:4']);
  expect(mistakes('workloads/mine.yaml', variant('{ arch: [x86_64, aarch64] }'))).toEqual([]);
});

test('a package that is installed by one layer and excluded by another', () => {
  const text = (name: string) => `summary: Mine\npackages:\n  install: [left-out]\n  exclude: ["${name}"]\n`;
  const other = 'summary: Mine\nextends: mine\npackages: { install: [left-out-too] }\n';
  mistakes('workloads/mine.yaml', text('other'));
  expect(mistakes('workloads/yours.yaml', other)).toEqual([]);
  mistakes('workloads/mine.yaml', text('left-*-too'));
  expect(mistakes('workloads/yours.yaml', other)).toEqual(['contradiction workloads/mine.yaml:4']);
});

test('what a parent says already', () => {
  const text = (own: string) => `summary: Mine\nextends: parent\n${own}`;
  mistakes('workloads/parent.yaml', 'summary: Mine\nhostname: mine\npackages: { install: [a] }\n');
  expect(mistakes('workloads/mine.yaml', text('hostname: mine\n'))).toEqual(['redundant workloads/mine.yaml:3']);
  expect(mistakes('workloads/mine.yaml', text('packages: { install: [b, a] }\n'))).toEqual([
    'redundant workloads/mine.yaml:3',
  ]);
  expect(mistakes('workloads/mine.yaml', text('hostname: yours\npackages: { install: [b] }\n'))).toEqual([]);
});

test('a removal of what no layer of the same images says', () => {
  mistakes('workloads/other.yaml', 'summary: Mine\npackages: { install: [a] }\nusers: { ada: { uid: 7 } }\n');
  const text = 'summary: Mine\npackages:\n  install: { remove: [a] }\nusers:\n  ada: null\n';
  expect(mistakes('workloads/mine.yaml', text)).toEqual([
    'nothing-to-remove workloads/mine.yaml:3',
    'nothing-to-remove workloads/mine.yaml:5',
  ]);
});

test('a stage that no image has, and a word that nothing reads', () => {
  const environment = 'summary: Mine\nsupports: [{ platform: x86_64 }]\npipelines: [build, mine]\n';
  const stage = (condition: string) => `stages:\n  - { type: org.example.a, always: true${condition} }\n`;
  mistakes('pipelines/mine.yaml', stage(''));
  expect(mistakes('environments/mine.yaml', environment)).toEqual([]);
  expect(mistakes('pipelines/mine.yaml', stage(', if: disk.initramfs'))).toEqual(['unreachable pipelines/mine.yaml:2']);
  // what a user can say is seen where the schema has an example of it
  expect(mistakes('pipelines/mine.yaml', stage(', if: image.openscap.json_tailoring'))).toEqual([]);
  expect(mistakes('environments/mine.yaml', `${environment}waagent: { ResourceDisk.Format: true }\n`)).toEqual([
    'unused-setting environments/mine.yaml:4',
  ]);
});

test('a variant that nothing reaches', () => {
  const text = 'summary: Mine\nvariants:\n  - when: { arch: nobodys }\n    because: It is.\n    locale: C.UTF-8\n';
  expect(mistakes('workloads/mine.yaml', text)).toEqual(['unreachable workloads/mine.yaml:3']);
});
