// What a target cannot do: an error that says where it can be done, or a warning that it is dropped.
import { expect, test } from 'vitest';
import { compile, convert, manifestText, type Options } from '../compiler/index.ts';
import { openWorld } from './world.ts';

const HEAD = 'name: b\ndistro: acme-2\nplatform: x86_64\n';
const definitions = openWorld();

function build(text: string, options: Options = {}) {
  const { value, diagnostics } = compile(
    { file: 'b.yaml', text: HEAD + text },
    { solver: 'stub', definitions, ...options },
  );
  return {
    manifest: value && manifestText(value.manifest),
    said: diagnostics.map(({ severity, code, message, hint, place }) => ({
      severity,
      code,
      message,
      hint,
      line: place?.line,
    })),
  };
}

test('where something of the user means something is found by trying', () => {
  expect(build('environment: container\ndisk: { size: 10 GiB }\ntimezone: UTC\n').said).toEqual([
    {
      severity: 'error',
      code: 'unused-setting',
      message: '"disk.size" has no effect here: nothing of acme, x86_64, container uses it.',
      hint: 'Take it out, or choose the environment where it means something: "machine".',
      line: 5,
    },
    {
      severity: 'error',
      code: 'unused-setting',
      message: '"timezone" has no effect here: nothing of acme, x86_64, container uses it.',
      hint: 'Take it out: nothing of any target uses it.',
      line: 6,
    },
  ]);
});

test('a key under which nothing means something is one mistake; what does mean something there is none', () => {
  const text =
    'environment: container\ndisk:\n  size: 10 GiB\n  mounts: { /data: { size: 1 GiB, filesystem: ext4 } }\n';
  expect(build(text).said).toMatchObject([{ message: expect.stringContaining('"disk" has'), line: 5 }]);
  const some = 'environment: container\nusers: { ada: { groups: [wheel], uid: 1000, shell: /bin/sh } }\n';
  expect(build(some).said.map(({ message }) => message.split(' ')[0])).toEqual([
    '"users.ada.uid"',
    '"users.ada.shell"',
  ]);
});

test('it is dropped with a warning where that is asked for', () => {
  const text = 'environment: container\nhostname: b\ndisk: { size: 10 GiB }\n';
  const { manifest, said } = build(text, { unsupported: 'warn' });
  expect(said.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'warning: "disk.size" has no effect here: nothing of acme, x86_64, container uses it. It is dropped.',
  ]);
  expect(manifest).toBe(build('environment: container\nhostname: b\n').manifest);
});

test('what one target of several cannot use belongs to the others', () => {
  const text = 'disk: { size: 10 GiB }\ntargets: { a: { environment: machine }, b: { environment: container } }\n';
  expect(build(text, { target: 'a' }).said).toEqual([]);
  expect(build(text, { target: 'b' }).said).toMatchObject([
    {
      code: 'unused-setting',
      hint: 'Say it only under the targets that it means something for; they choose the environment where it means something: "machine".',
    },
  ]);
});

test('a mistake stays one', () => {
  expect(build('environment: container\nhostnam: b\n', { unsupported: 'warn' }).said).toMatchObject([
    { severity: 'error', code: 'unknown-key' },
  ]);
});

test('keys of other blueprints that nothing stands for are dropped too', () => {
  const input = {
    file: 'old.toml',
    text: 'name = "old"\n\n[customizations]\nhostname = "b"\n\n[[containers]]\nsource = "example.com/a"\nlocal-storage = true\n',
  };
  const strict = convert(input);
  expect(strict.value?.yaml).toBeUndefined();
  expect(strict.diagnostics).toMatchObject([{ severity: 'error', code: 'unsupported', place: { line: 8 } }]);
  const { value, diagnostics } = convert(input, { unsupported: 'warn' });
  expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'unsupported', place: { line: 8 } }]);
  expect(value!.yaml).not.toContain('local');
  expect(value!.fates).toContainEqual(expect.objectContaining({ fate: 'refused' }));
});

test('a blueprint may break a rule that an image starts without, where that is asked for, and no other', () => {
  const real = (text: string, options: Options = {}) =>
    compile(
      { file: 'b.yaml', text: `name: b\ndistro: fedora-43\nplatform: x86_64\n${text}` },
      { solver: 'stub', ...options },
    );
  const text = 'environment: container\nservices: { enabled: [httpd] }\n';
  expect(real(text).diagnostics).toMatchObject([{ severity: 'error', code: 'rule', place: { line: 5 } }]);
  const { value, diagnostics } = real(text, { unsupported: 'warn' });
  expect(value).toBeDefined();
  expect(diagnostics).toMatchObject([
    {
      severity: 'warning',
      message:
        'The service "httpd" is enabled, and no package that has it is installed. The manifest is made all the same.',
      place: { line: 5 },
    },
  ]);
  const unbootable = 'environment: kvm\npackages: { exclude: [grub2-pc] }\n';
  const refused = real(unbootable, { unsupported: 'warn' }).diagnostics.filter((d) => d.severity === 'error');
  expect(refused).toMatchObject([{ code: 'rule', place: { line: 5 } }]);
});
