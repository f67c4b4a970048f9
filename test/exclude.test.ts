// A package that the blueprint excludes is not asked for; what cannot be without it says so.
import { expect, test } from 'vitest';
import { compile, type Diagnostic, openCatalog } from '../compiler/index.ts';

const HEAD = 'name: b\ndistro: centos-9\nplatform: x86_64\nenvironment: kvm\nusers: { ada: { password: a } }\n';
const definitions = openCatalog();
const build = (text: string) => compile({ file: 'b.yaml', text: HEAD + text }, { solver: 'stub', definitions });
const transactions = (text: string) =>
  build(text).value?.draft.pipelines.find((p) => p.compiled.name === 'os')?.request?.transactions;
const said = ({ code, message, place, related }: Diagnostic) => ({
  code,
  message,
  line: place?.line,
  column: place?.column,
  related: related?.map((one) => one.place.line),
});

test('what a lower layer installs is not asked for', () => {
  expect(transactions('')?.some((t) => t.install.includes('chrony'))).toBe(true);
  for (const exclude of ['chrony', '"chron*"']) {
    const found = transactions(`packages: { exclude: [${exclude}] }\n`);
    expect(found?.some((t) => t.install.includes('chrony'))).toBe(false);
    expect(found?.[0]?.exclude).toContain(exclude.replaceAll('"', ''));
  }
});

test('a rule that is broken for want of it points at the exclusion', () => {
  for (const exclude of ['grub2-efi-x64', '"grub2-efi-*"'])
    expect(build(`packages: { exclude: [nano, ${exclude}] }\n`).diagnostics.map(said)).toEqual([
      {
        code: 'rule',
        message: 'UEFI starts the shim, which starts GRUB; one of shim-x64 and grub2-efi-x64 is not installed.',
        line: 6,
        column: 29,
        related: expect.any(Array),
      },
    ]);
});

test('a kernel that a glob excludes is missed, and nothing else is said', () => {
  const found = build('packages: { exclude: ["kernel*"] }\n').diagnostics;
  expect(found.map(said)).toMatchObject([
    { code: 'rule', message: 'The kernel "kernel" is excluded, and nothing else can be started.', line: 6, column: 23 },
  ]);
});

test('no packages at all is a broken rule, at the choice of the environment', () => {
  const found = build('packages: null\n').diagnostics;
  expect(found.map(said).find(({ line }) => line === 4)).toMatchObject({ code: 'rule' });
});

test('what the blueprint asks for itself, by name or by a setting, cannot be excluded', () => {
  expect(build('packages: { install: [nginx], exclude: [nginx] }\n').diagnostics.map(said)).toEqual([
    {
      code: 'contradiction',
      message: 'The package "nginx" is excluded, and installed too.',
      line: 6,
      column: 41,
      related: [6],
    },
  ]);
  expect(
    build('packages: { exclude: ["chron*"] }\nntp: { servers: { a.example: {} } }\n').diagnostics.map(said),
  ).toEqual([
    {
      code: 'contradiction',
      message: 'The package "chrony" is excluded, and a setting needs it.',
      line: 6,
      column: 23,
      related: [7],
    },
  ]);
});
