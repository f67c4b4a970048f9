// What words of a blueprint become in the manifest, with the definitions that come with imagec.
import { expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();

/** The stages that a blueprint for a machine makes, by type. */
function stages(text: string, { distro = 'centos-10', platform = 'x86_64', environment = 'kvm' } = {}) {
  const head = `name: box\ndistro: ${distro}\nplatform: ${platform}\nenvironment: ${environment}\n`;
  const { value, diagnostics } = compile({ file: 'box.yaml', text: head + text }, { solver: 'stub', definitions });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const all = value!.manifest.pipelines.flatMap((p) => p.stages) as {
    type: string;
    options?: Record<string, unknown>;
  }[];
  const of = (type: string) => all.filter((s) => s.type === `org.osbuild.${type}`).map((s) => s.options ?? {});
  return { value: value!, of, one: (type: string) => of(type)[0]! };
}

test('a clock and a keyboard of the user take the place of the environment’s', () => {
  const { one } = stages('ntp: { servers: { time.example.com: {} } }\nkeyboard: { keymap: dvorak }\n', {
    environment: 'aws-ec2',
  });
  expect(one('chrony')).toEqual({ servers: [{ hostname: 'time.example.com' }] });
  expect(one('keymap')).toEqual({ keymap: 'dvorak' });
});

test('locked accounts have no password, and root is locked before what the user says of root', () => {
  const { of } = stages('users: { ada: { locked: true }, root: { keys: [key] } }\n', {
    distro: 'fedora-server-44',
  });
  expect(of('users')).toEqual([
    { users: { root: { password: '!locked' } } },
    { users: { ada: { password: '!locked' }, root: { key: 'key' } } },
  ]);
});

test('a machine in FIPS mode finds its /boot by label, or by UUID', () => {
  const { one } = stages('fips: true\ndisk: { partitions: { boot: { label: null } } }\n', { distro: 'centos-9' });
  expect(String(one('grub2').kernel_opts)).toMatch(/ fips=1 boot=UUID=[0-9a-f-]{36}$/);
  expect(String(stages('fips: true\n', { distro: 'centos-9' }).one('grub2').kernel_opts)).toMatch(/ boot=LABEL=boot$/);
});
