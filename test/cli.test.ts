// The command as users run it: what it prints, what it writes, and what it ends with.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CLI, type Ran, type RunOptions, runIn } from './commands.ts';

const BLUEPRINT = 'distro: fedora-generic-43\nplatform: x86_64\nenvironment: kvm\nhostname: a.example.com\n';
/** A solver that answers every name with one package. */
const SOLVER = `
const request = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const one = (name) => ({ name, epoch: 0, version: '1', release: '1', arch: 'noarch', repo_id: request.arguments.repos[0].id,
  location: name + '.rpm', remote_locations: ['https://repo.example/' + name + '.rpm'],
  checksum: { algorithm: 'sha256', value: require('crypto').createHash('sha256').update(name).digest('hex') } });
console.log(JSON.stringify({ transactions: request.arguments.transactions.map((t) => t['package-specs'].map(one)), repos: {} }));
`;

/** One cache for all tests, as one user has. */
const CACHE = mkdtempSync(join(tmpdir(), 'imagec-cache-'));
afterAll(() => rmSync(CACHE, { recursive: true }));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'imagec-'));
  write('b.yaml', BLUEPRINT);
  write('solver.cjs', SOLVER);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

const imagec = (args: string, more: RunOptions = {}): Promise<Ran> =>
  runIn(folder, args.split(' ').filter(Boolean), { ...more, env: { XDG_CACHE_HOME: CACHE, ...more.env } });

describe('help and wrong usage', () => {
  test('--version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(await imagec('--version', { alone: true })).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });
  test('--help lists the commands and the exit codes', async () => {
    const { code, out } = await imagec('--help');
    expect(code).toBe(0);
    expect(out).toContain('Exit codes:');
    for (const name of ['compile', 'lock', 'explain', 'check']) {
      expect(out).toContain(`  ${name} `);
      expect((await imagec(`${name} --help`)).out).toContain('Examples:');
    }
  });
  test.each([
    ['', 'Usage: imagec'],
    ['complie', 'There is no command "complie". Did you mean "compile"?'],
    ['compile', 'Missing required argument "blueprint".'],
    ['compile b.yaml --formt json', 'Unknown option "--formt". Did you mean "--format"?'],
    ['compile b.yaml --format xml', 'Allowed choices are text, json, sarif, github.'],
  ])('imagec %s', async (args, message) => {
    const { code, out, err } = await imagec(args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });
});

describe('compile', () => {
  test('prints a manifest, or writes it', async () => {
    const { code, out, err } = await imagec('compile b.yaml --solver stub', { alone: true });
    expect([code, err]).toEqual([0, '']);
    expect(JSON.parse(out).version).toBe('2');
    expect(await imagec('compile b.yaml --solver stub -o out/m.json')).toEqual({ code: 0, out: '', err: '' });
    expect(read('out/m.json')).toBe(out);
    expect(readdirSync(join(folder, 'out'))).toEqual(['m.json']);
    expect(existsSync(join(folder, 'b.lock.json'))).toBe(false);
  });
  test('never replaces what is no file by one', async () => {
    symlinkSync('/dev/null', join(folder, 'nowhere'));
    expect((await imagec('compile b.yaml --solver stub -o nowhere')).code).toBe(0);
    expect(lstatSync(join(folder, 'nowhere')).isSymbolicLink()).toBe(true);
  });
  test('reads stdin, with choices from the command line', async () => {
    const input = 'name: b\nhostname: a.example.com\n';
    const { code, out } = await imagec(
      'compile - --solver stub --distro fedora-generic-43 --platform x86_64 --environment kvm',
      { input },
    );
    expect(code).toBe(0);
    expect(out).toBe((await imagec('compile b.yaml --solver stub')).out);
    for (const toml of ['# mine\n\nname = "x"\n', '[customizations]\nhostname = "a"\n'])
      expect((await imagec('convert -', { input: toml })).code).toBe(0);
    expect((await imagec('convert -', { input: '["x"]' })).err).toContain('A blueprint is a map');
  });
  test('writes a lock once, and then needs no solver', async () => {
    const solver = ['--depsolve', `${process.execPath} solver.cjs`];
    const run = await runIn(folder, ['compile', 'b.yaml', ...solver], { alone: true });
    expect(run.err).toBe('');
    expect(JSON.parse(read('b.lock.json')).version).toBe(1);
    rmSync(join(folder, 'solver.cjs'));
    expect((await imagec('compile b.yaml --locked')).out).toBe(run.out);
    expect(await imagec('lock b.yaml --check')).toEqual({ code: 0, out: '', err: '' });
    write('b.yaml', `${BLUEPRINT}packages: { install: [nano] }\n`);
    expect(await imagec('lock b.yaml --check')).toMatchObject({
      code: 1,
      err: expect.stringContaining('error[lock-stale]'),
    });
  });
  test('a source map leads from stages to lines', async () => {
    await imagec('compile b.yaml --solver stub -o m.json --source-map map.json');
    const { pipelines } = JSON.parse(read('map.json'));
    const stages = pipelines.flatMap((p: { stages: { leaves: { path: string }[] }[] }) => p.stages);
    const leaves = stages.flatMap((s: { leaves: { path: string }[] }) => s.leaves);
    expect(leaves).toContainEqual({ path: 'hostname', from: 'b.yaml:4', component: 'blueprint' });
  });
  test('a mistake ends with 1, in every format', async () => {
    write('b.yaml', BLUEPRINT.replace('hostname', 'hostnam'));
    const text = await imagec('compile b.yaml --solver stub', { alone: true });
    expect(text).toMatchObject({ code: 1, out: '' });
    expect(text.err).toContain('--> b.yaml:4:1');
    const json = await imagec('compile b.yaml --solver stub --format json');
    expect(JSON.parse(json.err)[0]).toMatchObject({ code: 'unknown-key', place: { file: 'b.yaml', line: 4 } });
    expect(JSON.parse((await imagec('compile b.yaml --solver stub --format sarif')).err).runs[0].results).toHaveLength(
      1,
    );
    expect((await imagec('compile b.yaml --solver stub --format github')).err).toMatch(
      /^::error file=b.yaml,line=4,col=1/,
    );
  });
  test('a folder of definitions that is misspelt is told', async () => {
    write('mine/workloads/tools.yaml', 'summary: Tools\n');
    write('mine/environmnets/cloud.yaml', 'summary: A cloud\n');
    expect(await imagec('compile b.yaml --solver stub --definitions mine')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/No definitions are looked for in "environmnets"[\s\S]*Did you mean "environments"/),
    });
  });
  test('a file in the place of a folder of definitions, and a folder in the place of a key, are told', async () => {
    write('mine/environments', '');
    write('mine/keys/own.asc/readme', '');
    const b = `${BLUEPRINT}repositories: { own: { baseurl: "https://own.example/", gpgkeys: [own] } }\n`;
    write('b.yaml', b);
    for (const command of ['compile b.yaml --solver stub', 'check'])
      expect(await imagec(`${command} --definitions mine`)).toMatchObject({
        code: 3,
        err: expect.stringContaining('"environments" is a file, and definitions stand in a folder of that name.'),
      });
    rmSync(join(folder, 'mine/environments'));
    expect(await imagec('compile b.yaml --solver stub --definitions mine')).toMatchObject({
      code: 3,
      err: expect.stringContaining('"mine/keys/own.asc" is a folder, not a key.'),
    });
  });
  test('a workload that is not there cannot be taken away', async () => {
    write('b.yaml', `${BLUEPRINT}workloads: { remove: [web-server] }\n`);
    expect(await imagec('compile b.yaml --solver stub')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no workload "web-server" here to take away.\s+--> b.yaml:5:23/),
    });
  });
  test('a condition on a name that there is not is told, and does not just never hold', async () => {
    write('b.yaml', `${BLUEPRINT}variants:\n  - { when: { environment: [kvm, ec2] }, because: x, locale: C.UTF-8 }\n`);
    expect(await imagec('compile b.yaml --solver stub')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no environment "ec2"[\s\S]*--> b.yaml:6:34/),
    });
  });
  test('a wrong type is told with what to write', async () => {
    write('b.yaml', `${BLUEPRINT}users: { ada: { uid: many, groups: wheel } }\n`);
    const { err } = await imagec('compile b.yaml --solver stub');
    expect(err).toContain(' = Write a list: groups: [wheel].');
    expect(err).toContain(' = Write a whole number: the user id.');
  });
  test('deep in a condition a value is told as elsewhere', async () => {
    write('b.yaml', `${BLUEPRINT}variants:\n  - { when: [{ not: { version: x } }], because: x, locale: C.UTF-8 }\n`);
    expect((await imagec('compile b.yaml --solver stub')).err).toContain(' = For example: version: ">=9.4 <10"');
  });
  test('a hint says what a key is for', async () => {
    write('b.yaml', `${BLUEPRINT}variants:\n  - when: { arch: x86_64 }\n    locale: C.UTF-8\n`);
    const { err } = await imagec('compile b.yaml --solver stub');
    expect(err).toContain(' = Add "because": why; printed by explain.');
  });
  test('the outside world ends with 3', async () => {
    expect((await imagec('compile nosuch.yaml', { alone: true })).code).toBe(3);
    expect(await runIn(folder, ['compile', 'b.yaml', '--depsolve', ''])).toMatchObject({ code: 2 });
    expect(await imagec('compile b.yaml --depsolve /nosuch/solver')).toMatchObject({
      code: 3,
      err: expect.stringContaining('error[solver-missing]'),
    });
    expect(await imagec('compile b.yaml --solver stub -o b.yaml/m.json')).toMatchObject({
      code: 3,
      err: expect.stringContaining('error[cannot-write]'),
    });
  });
  test('a folder that cannot be made is told, and not waited for', async () => {
    expect(await imagec('compile b.yaml --solver stub -o /proc/nosuch/m.json')).toMatchObject({
      code: 3,
      err: expect.stringContaining('error[cannot-write]'),
    });
    expect(await imagec('lock b.yaml --depsolve true --cache /proc/nosuch')).toMatchObject({
      code: 3,
      err: expect.stringContaining('The folder "/proc/nosuch" for metadata cannot be made: no such file or directory.'),
    });
  });
  test('a reader that goes away is no error', async () => {
    const run = spawnSync('sh', ['-c', `"${process.execPath}" "${CLI}" compile b.yaml --solver stub | head -1`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(run.stdout).toBe('{\n');
  });
  test('works where nothing can be cached', async () => {
    expect(
      (await imagec('compile b.yaml --solver stub', { alone: true, env: { XDG_CACHE_HOME: join(folder, 'b.yaml') } }))
        .code,
    ).toBe(0);
  });
});

describe('targets', () => {
  const TARGETS = `${BLUEPRINT}targets:\n  one: {}\n  two: { hostname: two.example.com }\n`;
  test('all are written to a folder, whole or not at all; one goes where a manifest goes', async () => {
    write('b.yaml', TARGETS);
    expect(await imagec('compile b.yaml --solver stub -o out')).toMatchObject({ code: 0, out: '' });
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['one.json', 'two.json']);
    expect(read('out/two.json')).toContain('two.example.com');
    expect((await imagec('compile b.yaml --solver stub --target two')).out).toBe(read('out/two.json'));
    expect((await imagec('compile b.yaml --solver stub --target two -o two.json')).code).toBe(0);
    expect(read('two.json')).toBe(read('out/two.json'));
    expect((await imagec('compile b.yaml --solver stub --target two -o new/')).code).toBe(0);
    expect(readdirSync(join(folder, 'new'))).toEqual(['two.json']);
    expect((await imagec('compile b.yaml --solver stub -o new --source-map new')).code).toBe(0);
    expect(readdirSync(join(folder, 'new')).sort()).toEqual(['one.json', 'one.map.json', 'two.json', 'two.map.json']);
    mkdirSync(join(folder, 'half', 'two.json'), { recursive: true });
    expect((await imagec('compile b.yaml --solver stub -o half')).code).toBe(3);
    expect(readdirSync(join(folder, 'half'))).toEqual(['two.json']);
  });
  test('several need a folder', async () => {
    write('b.yaml', TARGETS);
    expect(await imagec('compile b.yaml --solver stub')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('The targets "one", "two" are several manifests'),
    });
    expect((await imagec('compile b.yaml --solver stub -o b.yaml')).code).toBe(2);
    expect(read('b.yaml')).toBe(TARGETS);
    expect(await imagec('resolve b.yaml')).toMatchObject({ code: 1, err: expect.stringContaining('"one" or "two"') });
    expect((await imagec('resolve b.yaml --target two')).out).toContain('two.example.com');
    expect((await imagec('explain b.yaml --target two hostname')).out).toContain('target two');
    expect((await imagec('size b.yaml --solver stub')).out).toMatch(/target one[\s\S]*target two/);
  });
  test('the lock has an entry for each, and leaves the others alone', async () => {
    write('b.yaml', TARGETS);
    const lock = (...more: string[]) =>
      runIn(folder, ['lock', 'b.yaml', '--depsolve', `${process.execPath} solver.cjs`, ...more]);
    expect((await lock('--target', 'one')).err).toBe('');
    expect(Object.keys(JSON.parse(read('b.lock.json')).targets)).toEqual(['one']);
    expect((await imagec('lock b.yaml --check --target one')).code).toBe(0);
    expect((await imagec('lock b.yaml --check')).err).toContain('has nothing for "two"');
    // the second asks what the first asked: no solver is needed
    rmSync(join(folder, 'solver.cjs'));
    expect((await lock()).err).toBe('');
    const { targets } = JSON.parse(read('b.lock.json'));
    expect(targets.two).toEqual(targets.one);
    expect(await imagec('lock b.yaml --check')).toEqual({ code: 0, out: '', err: '' });
    expect(Object.keys(JSON.parse((await imagec('lock b.yaml --print-requests')).out))).toEqual(['one', 'two']);
  });
});

describe('parameters', () => {
  const PARAMS = `params: { host: { description: The name }, size: { type: size, default: 20 GiB } }
${BLUEPRINT.replace('a.example.com', '{ param: host }')}disk: { size: { param: size } }
`;
  test('are set on the command line, and described', async () => {
    write('b.yaml', PARAMS);
    expect((await imagec('compile b.yaml --solver stub --set host=x.example.com')).out).toContain('x.example.com');
    expect(await imagec('compile b.yaml --solver stub')).toMatchObject({
      code: 1,
      err: expect.stringContaining('not-set'),
    });
    expect((await imagec('resolve b.yaml --set host=x')).out).toMatch(/^hostname: x /m);
    expect((await imagec('compile b.yaml --set host')).code).toBe(2);
    expect(await imagec('compile b.yaml --set host=x --set host=y')).toMatchObject({ code: 2 });
    expect((await imagec('describe b.yaml')).out).toMatch(/^ {2}host +string, has to be set {2}The name/m);
    expect(JSON.parse((await imagec('describe b.yaml --json')).out).params[1]).toMatchObject({ default: '20 GiB' });
    expect((await imagec('describe environment')).code).toBe(2);
  });
  test('secrets are read by compile alone', async () => {
    write('b.yaml', `${BLUEPRINT}users: { ada: { password: { env: IMAGEC_TEST_SECRET } } }\n`);
    expect(await imagec('compile b.yaml --solver stub')).toMatchObject({
      code: 3,
      err: expect.stringContaining('b.yaml:5'),
    });
    const env = { IMAGEC_TEST_SECRET: 'swordfish' };
    expect((await imagec('compile b.yaml --solver stub', { env })).out).not.toContain('swordfish');
    for (const command of ['resolve', 'explain', 'size --solver stub'])
      expect((await imagec(`${command} b.yaml`)).code).toBe(0);
  });
});

describe('definitions of the user', () => {
  const environment = 'summary: Ours\nextends: kvm\n';
  test('stand in a folder that is named on the command line or beside the blueprint', async () => {
    write('defs/environments/ours.yaml', environment);
    const bare = await imagec('compile b.yaml --solver stub --environment ours');
    expect(bare.err).toContain('There is no environment "ours".');
    expect((await imagec('compile b.yaml --solver stub --environment ours --definitions defs')).code).toBe(0);
    write('imagec.yaml', 'definitions: defs\n');
    expect((await imagec('compile b.yaml --solver stub --environment ours')).code).toBe(0);
  });
  test('a folder that is not there, and a mistake in imagec.yaml, are told', async () => {
    write('imagec.yaml', 'definitions: [nosuch]\n');
    expect((await imagec('compile b.yaml --solver stub')).err).toContain('imagec.yaml:1:15');
    write('imagec.yaml', 'definition: defs\n');
    expect((await imagec('compile b.yaml --solver stub')).err).toContain('Did you mean "definitions"?');
  });
});

describe('explaining', () => {
  const walk = (n: string) => `explain ${resolve(`blueprints/walk/${n}.yaml`)}`;

  test('the walk: what each component adds', async () => {
    const steps = JSON.parse((await imagec(`${walk('4-web-server-on-ec2')} --json`)).out) as Record<
      string,
      { name: string }[]
    >[];
    const has = (kind: string, list: string) =>
      steps.find((s) => (s.kind as unknown as string) === kind)![list]!.map(({ name }) => name);
    expect(has('distro', 'repositories')).toContain('fedora');
    expect(has('distro', 'packages')).toContain('@core');
    expect(has('platform', 'packages')).toEqual(expect.arrayContaining(['grub2-efi-x64', 'shim-x64']));
    expect(has('platform', 'stages')).toEqual(
      expect.arrayContaining(['os: org.osbuild.grub2', 'image: org.osbuild.grub2.inst']),
    );
    expect(has('environment', 'packages')).toContain('cloud-init');
    expect(has('environment', 'stages')).toContain('os: org.osbuild.systemd');
    expect(has('workload', 'packages')).toContain('nginx');
    expect(has('workload', 'extends')).toContain('os: org.osbuild.systemd');
  });
  test('a blueprint with a choice alone is explained too', async () => {
    const { code, out } = await imagec(walk('1-fedora-38'));
    expect(code).toBe(0);
    expect(out).toContain('There is no environment yet');
  });
  test('a value, with what it replaced', async () => {
    const { out } = await imagec('explain b.yaml hostname');
    expect(out).toContain('"hostname" is "a.example.com".');
    expect(out).toMatch(/b\.yaml:4 .* says "a\.example\.com"/);
    expect(out).toMatch(/definitions\/distros\/fedora\.yaml:\d+ .* replaces /);
    expect(out).toContain('os: org.osbuild.hostname');
  });
  test('a package, and a stage', async () => {
    expect((await imagec('explain b.yaml package:shim-x64')).out).toContain('definitions/platforms/');
    expect((await imagec('explain b.yaml stage:os/hostname')).out).toContain('b.yaml:4');
    expect(await imagec('explain b.yaml hostnam')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Did you mean "hostname"?'),
    });
  });
  test('resolve prints YAML, each line with its place', async () => {
    const { code, out } = await imagec('resolve b.yaml');
    expect(code).toBe(0);
    expect(parse(out).hostname).toBe('a.example.com');
    expect(out).toMatch(/^hostname: a\.example\.com +# b\.yaml:4$/m);
    for (const line of out.trim().split('\n')) expect(line).toMatch(/ # \S+:\d+/);
  });
});

describe('the definitions', () => {
  test('are listed', async () => {
    expect((await imagec('list')).out).toMatch(/^ {2}kvm /m);
    expect((await imagec('list distros')).out).toMatch(/^ {2}rhel +9\.0, /m);
    expect(JSON.parse((await imagec('list types --distro fedora-43 --json')).out)).toContainEqual(
      expect.objectContaining({ name: 'generic-qcow2', environment: 'kvm' }),
    );
    expect((await imagec('list nothing')).code).toBe(2);
    const types = async (distro: string) => (await imagec(`list types --distro ${distro}`)).out;
    expect(await types('fedora-43')).toBe(await types('fedora'));
    expect(await types('rhel-9.6')).toBe(await types('rhel-9'));
    expect(await types('rhel')).toMatch(/^ {2}ec2-sap .*rhel-/m);
    expect(await imagec('list types --distro (')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no'),
    });
  });

  test('matrix', async () => {
    const old = await imagec('matrix --distro rhel-7.9');
    expect(old.out).toMatch(/^ {2}kvm +hybrid$/m);
    expect(old.out).not.toContain('openstack');
    expect((await imagec('matrix --distro rhel-7.9 --platform x86_64 --environment openstack')).out).toContain(
      'It exists for x86_64 in kvm, azure-marketplace, aws-ec2-xz.',
    );
    const { groups } = JSON.parse((await imagec('matrix --distro fedora --environment kvm --format json')).out) as {
      groups: { cells: { platform: string; firmware?: string; refused?: string }[] }[];
    };
    const cell = (platform: string) => groups.at(-1)!.cells.find((c) => c.platform === platform)!;
    expect(cell('s390x').firmware).toBe('zipl');
    expect(cell('raspberry-pi-4').refused).toContain('raspberry-pi-4');
    expect((await imagec('matrix --distro almalinux-9.6 --format markdown')).out).toContain('### almalinux 9.6\n');
    expect((await imagec('matrix --platform x86')).code).toBe(1);
  });
  test('are described', async () => {
    expect((await imagec('describe environment kvm')).out).toContain('definitions/environments/kvm.yaml');
    expect(await imagec('describe environment kvmm')).toMatchObject({ code: 1, err: expect.stringContaining('"kvm"') });
  });
});

test('what is written never takes the place of the blueprint or its lock, nor the map that of the manifest', async () => {
  mkdirSync(join(folder, 'sub'));
  for (const args of [
    'compile b.yaml -o b.yaml',
    'compile b.yaml --source-map ./b.yaml',
    'compile b.yaml -o sub/../b.yaml',
    'compile b.yaml -o b.lock.json',
    'compile b.yaml -o m.json --source-map m.json',
    'sbom b.yaml -o b.yaml',
  ]) {
    const { code, err } = await imagec(`${args} --solver stub`);
    expect([args, code]).toEqual([args, 2]);
    expect(err).toMatch(/name (another file|two files)/);
  }
  expect((await imagec('convert b.yaml --report b.yaml')).code).toBe(2);
  expect(read('b.yaml')).toBe(BLUEPRINT);
});

test('a number of packages is a number', async () => {
  expect((await imagec('size b.yaml --solver stub --largest 1')).out.match(/ \(\w+\) /g)).toHaveLength(1);
  for (const number of ['many', '0', '-1'])
    expect(await imagec(`size b.yaml --solver stub --largest ${number}`)).toMatchObject({
      code: 2,
      err: expect.stringContaining('It is a number of packages.'),
    });
});

test('a firmware that no platform has is an error, also where nobody checks the definitions', async () => {
  write(
    'mine/environments/mine.yaml',
    'summary: Mine\nextends: kvm\nsupports: [{ platform: x86_64, firmware: uefy }]\n',
  );
  const { code, err } = await imagec('compile b.yaml --solver stub --definitions mine --environment mine');
  expect(code).toBe(1);
  expect(err).toContain('There is no platform "x86_64-uefy". Did you mean "x86_64-uefi"?');
  expect(err).toContain('mine/environments/mine.yaml:3:42');
});

test('a pipeline of one’s own that is not right is told of once, and not as one that is missing', async () => {
  write('mine/pipelines/mine.yaml', 'summary: Mine\nname: mine\nstages: []\n');
  write(
    'mine/environments/mine.yaml',
    'summary: Mine\nextends: kvm\nsupports: [{ platform: x86_64, firmware: hybrid }]\npipelines: [build, os, image, mine]\n',
  );
  const { code, err } = await imagec('compile b.yaml --solver stub --definitions mine --environment mine');
  expect(code).toBe(1);
  expect(err).toContain('A pipeline has no "name"');
  expect(err).not.toContain('There is no pipeline');
});
