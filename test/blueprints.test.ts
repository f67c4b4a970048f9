// Blueprints of several files and of several images: bases, workloads of the user's own, targets.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  answersTo,
  compile,
  compileTargets,
  Diagnostics,
  explain,
  manifestText,
  type Options,
  resolve,
  type Solver,
} from '../compiler/index.ts';
import { openWorld } from './world.ts';

const definitions = openWorld();
const folder = mkdtempSync(join(tmpdir(), 'imagec-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = 'distro: acme-2\nplatform: x86_64\nenvironment: machine\n';

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

function build(files: Record<string, string>, options: Options = {}, file = 'b.yaml') {
  write(files);
  const { value, diagnostics } = compile({ file: join(folder, file) }, { solver: 'stub', definitions, ...options });
  const said = diagnostics.map(
    ({ code, message, place }) =>
      `${place?.file.replace(`${folder}/`, '')}:${place?.line} ${code}: ${message.replaceAll(`${folder}/`, '')}`,
  );
  return { value, said, words: value?.image.words };
}

describe('extends', () => {
  test('bases merge as parents of definitions do, the farthest first, and each place is known', () => {
    const files = {
      'b.yaml': 'extends: [shared/base.yaml, more.json]\nhostname: b\nusers: { ada: { groups: [wheel] } }\n',
      'shared/base.yaml': `extends: ./common.yaml\n${HEAD}hostname: base\npackages: { install: [nano] }\n`,
      'shared/common.yaml': 'hostname: common\nusers: { ada: { password: "!" } }\n',
      'more.json': '{ "packages": { "install": ["vim"] } }',
    };
    const { words, said } = build(files);
    expect(said).toEqual([]);
    expect(words?.hostname).toBe('b');
    expect(words?.users).toEqual({ ada: { password: '!', groups: ['wheel'] } });
    expect(words?.packages?.install?.slice(-2)).toEqual(['nano', 'vim']);
    const { value } = explain({ file: join(folder, 'b.yaml') }, { definitions });
    const [answer] = answersTo(value!, 'hostname', new Diagnostics());
    expect(
      answer!.lines.map(({ place }) => `${place.file.slice(folder.length + 1)}:${place.line}`).slice(0, 3),
    ).toEqual(['b.yaml:2', 'shared/base.yaml:5', 'shared/common.yaml:1']);
  });

  test('a base that two others share counts once, and a nearer head stands above a farther one', () => {
    const { value, said } = build({
      'b.yaml': 'extends: [left.yaml, right.yaml]\nenvironment: container\n',
      'left.yaml': 'extends: base.yaml\nhostname: left\n',
      'right.yaml': 'extends: base.yaml\n',
      'base.yaml': `${HEAD}hostname: base\n`,
    });
    expect(said).toEqual([]);
    expect(value?.target.environment?.name).toBe('container');
    expect(value?.image.words.hostname).toBe('left');
    expect(value?.name).toBe('b');
  });

  test('however a blueprint is cut into a base and the rest, the manifest is the same', () => {
    const words = [
      'hostname: h\n',
      'locale: C.UTF-8\n',
      'packages: { install: [nano] }\n',
      'users: { ada: { password: "!" } }\n',
      'disk: { size: 9 GiB }\n',
    ];
    const whole = build({ 'b.yaml': `name: b\n${HEAD}${words.join('')}` });
    expect(whole.said).toEqual([]);
    for (let cut = 0; cut < 2 ** words.length; cut++) {
      const [base, rest] = [0, 1].map((side) => words.filter((_, i) => ((cut >> i) & 1) === side).join(''));
      const { value } = build({ 'base.yaml': HEAD + base, 'b.yaml': `name: b\nextends: base.yaml\n${rest}` });
      expect(manifestText(value!.manifest)).toBe(manifestText(whole.value!.manifest));
    }
  });

  test('a circle is told with its chain, also through a link', () => {
    write({ 'a.yaml': 'extends: b.yaml\n' });
    symlinkSync('a.yaml', join(folder, 'link.yaml'));
    expect(build({ 'b.yaml': `${HEAD}extends: link.yaml\n` }).said).toEqual([
      'b.yaml:4 cycle: The blueprint "b.yaml" extends itself: "b.yaml" extends "link.yaml" extends "b.yaml".'.replace(
        'b.yaml:4',
        'link.yaml:1',
      ),
    ]);
  });

  test('mistakes are told where they are', () => {
    expect(build({ 'b.yaml': `${HEAD}extends: [base.yaml]\n` }).said).toEqual([
      'b.yaml:4 cannot-read: There is no blueprint "base.yaml".',
    ]);
    expect(build({ 'b.yaml': `${HEAD}extends: base.yaml\n`, 'base.yaml': '\nhostnam: x\n' }).said).toEqual([
      'base.yaml:2 unknown-key: A blueprint has no "hostnam". Did you mean "hostname"?',
    ]);
    expect(build({ 'b.yaml': `${HEAD}extends: 7\n` }).said).toEqual([
      'b.yaml:4 quote-it: "extends" is text, and 7 is a number.',
    ]);
  });
});

describe("workloads of the user's own", () => {
  test('a path names one; it may extend others by name and by path', () => {
    const { words, value, said } = build({
      'b.yaml': `${HEAD}workloads: [database, ./app/ours.yaml]\n`,
      'app/ours.yaml': 'extends: [web, ./base.yaml]\npackages: { install: [ours] }\nfiles: { /etc/x: { source: x } }\n',
      'app/base.yaml': 'summary: Ours\nhostname: ours\n',
      'app/x': 'text',
    });
    // two workloads say different things of sysctl, as shipped ones do
    expect(said.map((line) => line.split(' ')[1])).toEqual(['conflict:']);
    expect(value).toBeUndefined();
    const alone = build({ 'b.yaml': `${HEAD}workloads: [./app/ours.yaml]\n` });
    expect(alone.said).toEqual([]);
    expect(alone.words?.packages?.install?.slice(-2)).toEqual(['webserver', 'ours']);
    expect([alone.words?.hostname, alone.words?.files?.['/etc/x']?.text]).toEqual(['ours', 'text']);
    expect(alone.value?.target.id).toBe('acme-2/x86_64/machine/ours');
    expect(words).toBeUndefined();
  });

  test('the list is a set across bases', () => {
    const { value, said } = build({
      'b.yaml': 'extends: base.yaml\nworkloads: { remove: [web], add: [database] }\n',
      'base.yaml': `${HEAD}workloads: [web]\n`,
    });
    expect(said).toEqual([]);
    expect(value?.target.workloads.map(({ name }) => name)).toEqual(['database']);
  });

  test.each([
    ['./none.yaml', 'b.yaml:4 cannot-read: There is no workload "none.yaml".'],
    ['./web.yaml', 'b.yaml:4 name-taken: "web.yaml" has the name of a workload that there is already, "web".'],
    ['./bad.yaml', 'bad.yaml:1 unknown-key: A workload has no "distro".'],
    ['./circle.yaml', 'circle.yaml:1 cycle: The workload "circle" extends itself: "circle" extends "circle".'],
  ])('%s is refused', (path, message) => {
    const files = {
      'web.yaml': 'hostname: x\n',
      'bad.yaml': 'distro: acme-2\n',
      'circle.yaml': 'extends: ./circle.yaml\n',
    };
    expect(build({ ...files, 'b.yaml': `${HEAD}workloads: [${path}]\n` }).said).toEqual([message]);
  });
});

describe('targets', () => {
  const TARGETS = `${HEAD}hostname: all
targets:
  lab: {}
  twin: { hostname: twin }
  cloud: { environment: container, workloads: [web], packages: { install: [agent2] } }
  arm: { platform: aarch64, environment: container }
`;
  const asked: string[] = [];
  const solver: Solver = {
    stub: false,
    solve: (requests) =>
      requests.map((request) => {
        asked.push(`${request.pipeline} ${request.arch}`);
        return {
          transactions: request.transactions.map(({ install }) =>
            install.map((name) => ({
              name,
              version: '1',
              release: '1',
              arch: 'noarch',
              repository: request.repositories[0]!.id,
              path: `${name}.rpm`,
              checksum: `sha256:${Buffer.from(name.padEnd(32, '.')).toString('hex').slice(0, 64)}`,
            })),
          ),
          repositories: { [request.repositories[0]!.id]: { url: 'https://acme.example/' } },
        };
      }),
  };

  test('each is an image of its own: its choices and words stand above all others', () => {
    write({ 'b.yaml': TARGETS });
    const { value, diagnostics } = compileTargets({ file: join(folder, 'b.yaml') }, { solver: 'stub', definitions });
    expect(diagnostics).toEqual([]);
    expect(value!.map(({ target, image }) => [target.name, target.id, image.words.hostname])).toEqual([
      ['lab', 'lab', 'all'],
      ['twin', 'twin', 'twin'],
      ['cloud', 'cloud', 'all'],
      ['arm', 'arm', 'all'],
    ]);
    const [lab, twin, cloud, arm] = value!;
    expect(cloud!.image.words.packages?.install).toContain('agent2');
    expect(arm!.target.facts.arch).toBe('aarch64');
    // no two images share the identity of a file system
    const uuids = [lab, twin, cloud].map((one) => one!.plan?.at.root?.uuid);
    expect(new Set(uuids).size).toBe(3);
  });

  test('what two targets ask alike is solved once', () => {
    write({ 'b.yaml': TARGETS });
    asked.length = 0;
    const { value, diagnostics } = compileTargets({ file: join(folder, 'b.yaml') }, { solver, definitions });
    expect(diagnostics).toEqual([]);
    expect(new Set(asked).size).toBeLessThan(value!.flatMap(({ requests }) => requests).length);
    expect(asked.filter((one) => one === 'os x86_64')).toHaveLength(2);
    expect(value![0]!.locked).toEqual(value![1]!.locked);
  });

  test('one is chosen by its name, and a wrong name is told', () => {
    expect(build({ 'b.yaml': TARGETS }, { target: 'twin' }).words?.hostname).toBe('twin');
    expect(build({ 'b.yaml': TARGETS }, { target: 'twim' }).said).toEqual([
      'b.yaml:5 unknown-name: There is no target "twim". Did you mean "twin"?',
    ]);
    expect(build({ 'b.yaml': TARGETS }).said).toEqual([
      'b.yaml:5 not-chosen: The blueprint has 4 targets, and this is about one.',
    ]);
    expect(build({ 'b.yaml': HEAD }, { target: 'lab' }).said).toEqual([
      'b.yaml:1 unknown-name: There is no target "lab".',
    ]);
  });

  test('choices of the command line make another image, which the lock keeps apart', () => {
    const { value } = build({ 'b.yaml': TARGETS }, { target: 'lab', environment: 'container' });
    expect(value?.target.id).toBe('lab/acme-2/x86_64/container');
  });

  test('bases share targets: they are edited, added and taken away', () => {
    const files = {
      'base.yaml': TARGETS,
      'b.yaml': 'extends: base.yaml\ntargets: { twin: { locale: C.UTF-8 }, cloud: null, arm: null, more: {} }\n',
    };
    write(files);
    const { value, diagnostics } = compileTargets({ file: join(folder, 'b.yaml') }, { solver: 'stub', definitions });
    expect(diagnostics).toEqual([]);
    expect(value!.map(({ target }) => target.name)).toEqual(['lab', 'twin', 'more']);
    expect(value![1]!.image.words).toMatchObject({ hostname: 'twin', locale: 'C.UTF-8' });
  });

  test('mistakes of all targets are told, each once', () => {
    write({
      'b.yaml': `${HEAD}targets:\n  a: { environment: clod }\n  b: { workloads: [wep] }\n  c: { hostnam: x }\n`,
    });
    const run = () =>
      compileTargets({ file: join(folder, 'b.yaml') }, { solver: 'stub', definitions }).diagnostics.map(
        ({ code, place }) => `${place?.line} ${code}`,
      );
    expect(run()).toEqual(['7 unknown-key']);
    write({ 'b.yaml': `${HEAD}targets:\n  a: { environment: clod }\n  b: { workloads: [wep] }\n` });
    expect(run()).toEqual(['5 unknown-name', '6 unknown-name']);
  });

  test('a type in a target stands for the environment and the workloads', () => {
    const both = `${HEAD}targets: { x: { type: ami, environment: container } }\n`;
    expect(build({ 'b.yaml': both }).said.map((line) => line.split(' ')[1])).toEqual(['contradiction:']);
  });
});

test.each([
  ['fedora-43', 'qcow2', 'fedora-generic', 'kvm'],
  ['fedora-43', 'azure', 'fedora-generic', 'azure'],
  ['fedora-43', 'minimal-raw', 'fedora-minimal', 'bare-metal'],
  ['rhel-9.6', 'guest-image', 'rhel-9', 'kvm'],
  ['rhel-8.10', 'azure', 'rhel-8', 'azure'],
  ['centos-9', 'azure', 'centos-9', 'azure-marketplace'],
])('on %s the image type %s is %s in %s', (distro, type, edition, environment) => {
  const { value, diagnostics } = resolve({ data: {} }, { distro, platform: 'x86_64', type });
  expect(diagnostics).toEqual([]);
  expect([value!.target.distro.name, value!.target.environment!.name]).toEqual([edition, environment]);
});
