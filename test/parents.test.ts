// Directories that nothing brings: made for the files that the blueprint puts there, and for nothing else.
import { expect, test } from 'vitest';
import { compile, openCatalog } from '../compiler/index.ts';

const definitions = openCatalog();
const HEAD = 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\n';

interface Made {
  readonly path: string;
  readonly parents?: boolean;
  readonly exist_ok?: boolean;
}

function madeBy(text: string): Made[] {
  const { value, diagnostics } = compile({ file: 'b.yaml', text: HEAD + text }, { definitions, solver: 'stub' });
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const pipelines = value!.manifest.pipelines as unknown as {
    stages: { type: string; options?: { paths: Made[] } }[];
  }[];
  return pipelines
    .flatMap((p) => p.stages)
    .flatMap((stage) => (stage.type === 'org.osbuild.mkdir' ? stage.options!.paths : []));
}

const beside = (path: string): Made => ({ path, parents: true, exist_ok: true });

test('a file is put into a directory that is made for it, once, unless every system has it', () => {
  expect(madeBy('files: { /etc/shop/a: { text: x }, /etc/shop/b: { text: x }, /opt/a/b/c: { text: x } }\n')).toEqual([
    beside('/etc/shop'),
    beside('/opt/a/b'),
  ]);
  expect(
    madeBy('files: { /etc/a: { text: x }, /etc/systemd/system/a.service: { text: x }, /a: { text: x } }\n'),
  ).toEqual([]);
  expect(madeBy('environment_files: { /etc/shop/env: { A: "1" } }\n')).toEqual([beside('/etc/shop')]);
});

test('a directory that the blueprint makes is made as it says', () => {
  expect(madeBy('directories: { /etc/shop: { mode: "0700" } }\nfiles: { /etc/shop/a: { text: x } }\n')).toEqual([
    { path: '/etc/shop' },
  ]);
});

test('what is above a directory is made too, unless the blueprint says otherwise', () => {
  expect(madeBy('directories: { /srv/shop: {}, /srv/a/b: {}, /srv/c/d: { parents: false } }\n')).toEqual([
    { path: '/srv/shop' },
    { path: '/srv/a/b', parents: true },
    { path: '/srv/c/d', parents: false },
  ]);
});

test('a directory that is a file is told of once, on the line that puts something into it', () => {
  const text = `${HEAD}files:\n  /opt/a: { text: x }\n  /opt/a/b: { text: x }\n`;
  const { diagnostics } = compile({ file: 'b.yaml', text }, { definitions, solver: 'stub' });
  expect(diagnostics.filter((d) => d.severity === 'error').map((d) => [d.message, d.place?.line])).toEqual([
    ['A directory above "/opt/a/b" is a file.', 6],
  ]);
});

test('a unit and a drop-in that are files are there before units are enabled', () => {
  const text = `${HEAD}files:
  /etc/systemd/system/a.timer: { text: "[Timer]\\nOnCalendar=daily\\n[Install]\\nWantedBy=timers.target\\n" }
  /etc/systemd/system/nginx.service.d/restart.conf: { text: "[Service]\\nRestart=always\\n" }
services: { enabled: [a.timer] }
`;
  const { value } = compile({ file: 'b.yaml', text }, { definitions, solver: 'stub' });
  const tree = value!.manifest.pipelines.find((p) => p.name === 'os') as unknown as { stages: { type: string }[] };
  const order = tree.stages.map((stage) => stage.type.replace('org.osbuild.', ''));
  const places = ['mkdir', 'copy', 'systemd', 'selinux'].map((type) => order.lastIndexOf(type));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('a name that cannot be is told of once, and what stands under it is not', () => {
  const text = `${HEAD}systemd: { units: { a.timer: { Timer: { OnCalendar: daily } } } }\n`;
  const { diagnostics } = compile({ file: 'b.yaml', text }, { definitions, solver: 'stub' });
  expect(diagnostics.map((d) => d.message)).toEqual(['"a.timer" is not a name that "systemd.units" can have.']);
});
