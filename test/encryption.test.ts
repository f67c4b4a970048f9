// Encrypted disks: what stands inside what, and what the initramfs is told to open them.
import { expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();
const HEAD = 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\nusers: { ada: { password: a } }\n';
const tang = `{ pin: tang, config: '{"url":"http://tang.example","adv":{}}' }`;

function compiled(text: string) {
  const { value, diagnostics } = compile({ file: 'b.yaml', text: HEAD + text }, { definitions, solver: 'stub' });
  const told = diagnostics.filter((d) => d.code !== 'secret-shown').map((d) => [d.severity, d.place?.line, d.message]);
  const pipelines = (value?.manifest.pipelines ?? []) as unknown as {
    stages: { type: string; options?: Record<string, unknown>; devices?: Record<string, { type: string }> }[];
  }[];
  const one = (type: string) => pipelines.flatMap((p) => p.stages).find((s) => s.type === `org.osbuild.${type}`);
  return { told, one };
}

test('a root that is encrypted and put into a volume group: the group is encrypted, and all that is added to it', () => {
  const { told, one } = compiled(
    'disk: { mode: lvm, partitions: { root: { luks: { passphrase: a } } }, mounts: { /home: { size: 2 GiB } } }\n',
  );
  expect(told).toEqual([]);
  expect(one('lvm2.create')?.devices?.device?.type).toBe('org.osbuild.luks2');
  expect(one('lvm2.create')?.options?.volumes).toHaveLength(2);
  expect(one('crypttab')?.options?.volumes).toHaveLength(1);
});

test('where a server opens the root, the initramfs has a network, and is told of it once', () => {
  const { told, one } = compiled(`disk: { partitions: { root: { luks: { passphrase: a, clevis: ${tang} } } } }\n`);
  expect(told).toEqual([]);
  expect(String(one('grub2')?.options?.kernel_opts).split(' ').slice(1, 2)).toEqual(['rd.neednet=1']);
  const plain = compiled('disk: { partitions: { root: { luks: { passphrase: a } } } }\n');
  expect(String(plain.one('grub2')?.options?.kernel_opts)).not.toContain('neednet');
});

test('what cannot be bound while an image is built is told on its line', () => {
  const at = (clevis: string) =>
    compiled(`disk:\n  partitions:\n    root:\n      luks:\n        passphrase: a\n        clevis: ${clevis}\n`).told;
  expect(at(`{ pin: tang, config: '{"url":"http://tang.example"}' }`)).toEqual([
    ['error', 8, expect.stringContaining('no network')],
  ]);
  expect(at('{ pin: tpm2, config: "{}" }')).toEqual([['error', 8, expect.stringContaining('TPM')]]);
});
