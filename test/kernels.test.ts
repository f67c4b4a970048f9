// A kernel that a blueprint names: what updates make the default, and by what release the stages find its files.
import { expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();

interface Stage {
  readonly type: string;
  readonly options?: Record<string, unknown>;
}

function stagesOf(distro: string, kernel: object | undefined, more: object = {}) {
  const data = { name: 'k', distro, platform: 'x86_64', environment: 'kvm', ...(kernel && { kernel }), ...more };
  const { value, diagnostics } = compile({ data: data as never }, { definitions, solver: 'stub' });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const pipelines = value!.manifest.pipelines as unknown as { stages: Stage[] }[];
  return (type: string) => pipelines.flatMap((p) => p.stages).find((s) => s.type === `org.osbuild.${type}`)?.options;
}

const defaultOf = (distro: string, kernel?: object) =>
  (stagesOf(distro, kernel)('sysconfig')?.kernel as { default_kernel: string } | undefined)?.default_kernel;

test.each([
  ['centos-9', undefined, 'kernel'],
  ['centos-9', 'kernel', 'kernel'],
  ['fedora-43', 'kernel', 'kernel-core'],
  ['centos-9', 'kernel-rt', 'kernel-rt-core'],
  ['centos-8', 'kernel-rt', 'kernel-rt-core'],
  ['rhel-7.9', 'kernel-rt', 'kernel-rt'],
  ['fedora-43', 'kernel-debug', 'kernel-debug-core'],
  ['centos-10', 'kernel-debug-core', 'kernel-debug-core'],
  ['ol-9.6', 'kernel-uek', 'kernel-uek-core'],
])('%s with %s updates %s', (distro, name, expected) => {
  expect(defaultOf(distro, name === undefined ? undefined : { name })).toBe(expected);
});

test('a default that the blueprint says stands', () => {
  expect(defaultOf('centos-9', { name: 'kernel-rt', default: 'kernel-core' })).toBe('kernel-core');
  expect(defaultOf('centos-9', { default: 'kernel-core' })).toBe('kernel-core');
});

test.each([
  ['centos-9', 'kernel', 'x86_64'],
  ['centos-9', 'kernel-rt', 'x86_64+rt'],
  ['centos-9', 'kernel-debug', 'x86_64+debug'],
  ['rhel-9.2', 'kernel-rt', 'x86_64'],
  ['rhel-9.2', 'kernel-rt-debug', 'x86_64+debug'],
  ['rhel-9.4', 'kernel-rt-debug-core', 'x86_64+rt-debug'],
  ['centos-8', 'kernel-rt', 'x86_64'],
  ['centos-8', 'kernel-debug', 'x86_64+debug'],
  ['fedora-43', 'kernel-debug', 'x86_64+debug'],
  ['centos-9', 'kernel-uek', 'x86_64'],
])('%s starts %s as %s', (distro, name, ending) => {
  expect(stagesOf(distro, { name })('grub2')?.saved_entry).toBe(`ffffffffffffffffffffffffffffffff-0-0.stub.${ending}`);
});

test('the other stages find it too', () => {
  const debug = { name: 'kernel-debug' };
  expect(stagesOf('centos-9', debug, { fips: true })('dracut')?.kernel).toEqual(['0-0.stub.x86_64+debug']);
  expect(stagesOf('centos-9', debug, { platform: 's390x' })('zipl.inst')?.kernel).toBe('0-0.stub.s390x+debug');
  expect(JSON.stringify(stagesOf('rhel-7.9', debug)('grub2.legacy')?.entries)).toContain('0-0.stub.x86_64.debug');
});
