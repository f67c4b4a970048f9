// What the user wrote beside what the image brings: which of the two comes first, and which stays.
import { expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();

/** The options of the stages of a kind in the tree. */
function options(type: string, head: string, blueprint: string): Record<string, unknown>[] {
  const text = `distro: centos-9\nplatform: x86_64\n${head}\n${blueprint}\n`;
  const { value, diagnostics } = compile({ file: 'web.yaml', text }, { definitions, solver: 'stub' });
  expect(diagnostics).toEqual([]);
  const { stages } = value!.manifest.pipelines.find((p) => p.name === 'os')!;
  return stages!.filter((stage) => stage.type === type).map((stage) => stage.options as Record<string, unknown>);
}

test('files of the user are written before those of the image', () => {
  const [{ paths }] = options(
    'org.osbuild.copy',
    'environment: vagrant-libvirt',
    'files: { /etc/motd: { text: hi } }',
  ) as [{ paths: { to: string }[] }];
  expect(paths.map(({ to }) => to)).toEqual(['tree:///etc/motd', 'tree:///etc/sudoers.d/vagrant']);
});

test('a zone that trusts everybody does not outlive a firewall of the user', () => {
  const zone = (blueprint: string) =>
    options('org.osbuild.firewall', 'environment: gce', blueprint).map((one) => one.default_zone);
  expect(zone('')).toEqual(['trusted']);
  expect(zone('firewall: { ports: ["8080:tcp"] }')).toEqual([undefined]);
  expect(zone('firewall: { default_zone: drop }')).toEqual(['drop']);
  expect(zone('workloads: [web-server]')).toEqual(['public']);
});

test('releases differ where a minor release began something', () => {
  const kernel = (version: string) => {
    const text = `distro: almalinux-${version}\nplatform: aarch64\nenvironment: azure\n`;
    const { value } = compile({ file: 'web.yaml', text }, { definitions, solver: 'stub' });
    const { stages } = value!.manifest.pipelines.find((p) => p.name === 'os')!;
    const { kernel_opts } = stages!.find((stage) => stage.type === 'org.osbuild.kernel-cmdline')!.options as {
      kernel_opts: string;
    };
    return kernel_opts;
  };
  expect(['9.5', '9.6', '9.7', '9.8'].map(kernel)).toEqual([
    'ro loglevel=3 console=ttyAMA0',
    'ro loglevel=3 console=ttyAMA0 nvme_core.io_timeout=240',
    'ro console=ttyAMA0 nvme_core.io_timeout=240',
    'ro console=ttyAMA0',
  ]);
});
