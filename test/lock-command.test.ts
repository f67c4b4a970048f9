// `imagec lock` and `imagec size` as users run them: what they say, what they write, and what they leave alone.
import { readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blueprintWith, openPlace, type Place, type Ran } from './commands.ts';

const REPOSITORY = '{ baseurl: "https://mirror.example/mine/", gpgkeys: ["https://mirror.example/key"] }';
const NGINX = 'packages: { install: [nginx] }\n';
let place: Place;
beforeEach(() => {
  place = openPlace();
  write(NGINX);
});
afterEach(() => place.remove());

const write = (more: string): void => place.write('web.yaml', blueprintWith(REPOSITORY, more));
const run = (args: string, fake?: string): Promise<Ran> =>
  place.imagec(args.split(' '), fake === undefined ? {} : { fake });
const lock = () => place.read('web.lock.json');
const good = { code: 0, err: '' };

describe('lock', () => {
  test('writes the lock beside the blueprint, and --check is content with it', async () => {
    expect(await run('lock web.yaml', 'answer')).toMatchObject({ ...good, out: '' });
    expect(lock()).toContain('"nevra":"nginx-1-1.el9.x86_64"');
    const before = lock();
    expect(await run('lock web.yaml --check')).toMatchObject(good);
    expect(lock()).toBe(before);
  });
  test('--check of a missing or stale lock fails, says what changed and writes nothing', async () => {
    expect(await run('lock web.yaml --check')).toMatchObject({ code: 1 });
    expect(readdirSync(place.folder)).not.toContain('web.lock.json');
    await run('lock web.yaml', 'answer');
    const before = lock();
    write('packages: { install: [nginx, php], exclude: ["mysql*"] }\n');
    const { code, err } = await run('lock web.yaml --check');
    expect(code).toBe(1);
    expect(err).toContain('"os" installs "php". "os" excludes "mysql*".');
    expect(lock()).toBe(before);
  });
  test('--diff says what an update would change, and writes nothing', async () => {
    write('packages: { install: [nginx, php] }\n');
    await run('lock web.yaml', 'answer');
    write('packages: { install: [nginx, ruby] }\n');
    const before = lock();
    const { out, ...rest } = await run('lock web.yaml --diff', 'answer 2 nginx');
    expect(rest).toEqual(good);
    expect(out).toBe(`os:
  up    nginx 1-1.el9 -> 2-1.el9
  gone  php 1-1.el9 (3.9 KiB)
  new   ruby 1-1.el9 (3.9 KiB)
1 up, 1 new, 1 gone; download +1 B, installed +1 B
`);
    expect(lock()).toBe(before);
    expect((await run('lock web.yaml --diff', 'answer')).out).toContain('1 new, 1 gone;');
    await run('lock web.yaml', 'answer 2');
    expect((await run('lock web.yaml --diff', 'answer 2')).out).toBe('Nothing changes.\n');
    expect((await run('lock web.yaml --diff', 'answer')).out).toContain('  down  nginx 2-1.el9 -> 1-1.el9\n');
  });
  test('what is new says what needs it, and explain says so after an update of something else', async () => {
    write('packages: { install: [nginx, php] }\n');
    await run('lock web.yaml', 'answer');
    expect((await run('lock web.yaml --diff', 'needing nginx pcre')).out).toContain(
      '  new   pcre 1-1.el9 (3.9 KiB), for nginx\n',
    );
    await run('lock web.yaml --update', 'needing nginx pcre');
    expect((await run('lock web.yaml --update php', 'answer 2 php')).code).toBe(0);
    expect((await run('explain web.yaml package:pcre')).out).toContain('"pcre" is there because "nginx" needs it.');
  });
  test('--update of all, and of one with the rest kept', async () => {
    await run('lock web.yaml', 'answer');
    const before = lock().split('\n');
    expect(await run('lock web.yaml --update nginx', 'answer 2')).toMatchObject(good);
    const after = lock().split('\n');
    expect(after.filter((line) => !before.includes(line)).map((line) => /"nevra":"(.+?)"/.exec(line)?.[1])).toEqual([
      'nginx-2-1.el9.x86_64',
    ]);
    await run('lock web.yaml --update', 'answer 3');
    expect(lock()).not.toMatch(/-[12]-1\.el9/);
    expect(await run('lock web.yaml --update ngnix', 'answer 3')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no package "ngnix" in the lock. Did you mean "nginx"?') as string,
    });
  });
  test('names without --update, and options that exclude each other, are a wrong use', async () => {
    for (const args of [
      'lock web.yaml nginx',
      'lock web.yaml --check --update',
      'lock web.yaml --solver stub',
      'lock -',
      'compile web.yaml --locked --update',
      'compile web.yaml --offline --update',
    ])
      expect(await run(args)).toMatchObject({ code: 2, out: '' });
  });
});

describe('a fresh lock', () => {
  test('compiles without a process and without a socket, to the same bytes', async () => {
    const first = await run('compile web.yaml', 'answer');
    const guard = { NODE_OPTIONS: `--require ${resolve('test/fixtures/guard.cjs')}`, PATH: '' };
    const again = await place.imagec(['compile', 'web.yaml'], { env: guard });
    expect(again).toEqual({ ...good, out: first.out });
    // and the guard is one: a stale lock does start the solver
    write('packages: { install: [php] }\n');
    const stale = await place.imagec(['compile', 'web.yaml'], { env: guard, fake: 'answer' });
    expect(stale).toMatchObject({ code: 99, err: 'GUARD: a process by spawnSync\n' });
  });
});

describe('the lock on disk is never damaged', () => {
  test('by two commands at once, for two targets', async () => {
    const commands = ['x86_64', 'aarch64', 'x86_64', 'aarch64'].map((platform, i) =>
      run(`lock web.yaml --platform ${platform} --update`, `answer ${(i % 2) + 1}`),
    );
    for (const ended of await Promise.all(commands)) expect(ended).toMatchObject(good);
    const { targets } = JSON.parse(lock()) as { targets: Record<string, unknown> };
    expect(Object.keys(targets)).toEqual(['centos-9/aarch64/kvm', 'centos-9/x86_64/kvm']);
    expect(readdirSync(place.folder).filter((name) => name.startsWith('web.'))).toEqual(['web.lock.json', 'web.yaml']);
    expect(await run('lock web.yaml --check')).toMatchObject(good);
    expect(await run('lock web.yaml --check --platform aarch64')).toMatchObject(good);
  });
  test.each([
    ['crash', 3, 'The solver ended with status 1 and no answer: ImportError'],
    ['die', 3, 'The solver was ended by SIGSEGV'],
    ['garbage', 3, 'an answer that is not whole'],
    ['half', 3, 'an answer that is not whole'],
    ['fewer', 3, 'The solver answered 0 of 1 transactions.'],
    ['nameless', 3, 'lacks its name, version, checksum or location.'],
  ])('by a solver that ends with %s', async (mode, code, message) => {
    await run('lock web.yaml', 'answer');
    const before = lock();
    const ended = await run('lock web.yaml --update', mode);
    expect(ended).toMatchObject({ code, out: '' });
    expect(ended.err).toContain(message);
    expect(lock()).toBe(before);
  });
  test('by a solver that hangs', async () => {
    await run('lock web.yaml', 'answer');
    const before = lock();
    const ended = await run('lock web.yaml --update --solver-timeout 1', `hang ${join(place.folder, 'pid')}`);
    expect(ended).toMatchObject({ code: 3 });
    expect(ended.err).toContain('did not answer within 1 second, and was ended.');
    expect(lock()).toBe(before);
  });
  test('by a lock that is empty: it is told, not taken for none', async () => {
    writeFileSync(join(place.folder, 'web.lock.json'), '');
    expect(await run('lock web.yaml', 'answer')).toMatchObject({ code: 1 });
    expect(lock()).toBe('');
  });
});

test('a password in a URL, or a day that there is not, is told where it stands', async () => {
  place.write(
    'web.yaml',
    blueprintWith('{ baseurl: "https://ada:secret@mirror.example/", gpgkeys: [k] }', 'snapshot: "2026-02-30"\n'),
  );
  const { code, err } = await run('lock web.yaml', 'answer');
  expect(code).toBe(1);
  expect(err).toContain('error[secret-shown]: The repository "mine" has a password in its "baseurl"');
  expect(err).toContain('error[bad-value]: "snapshot" cannot be "2026-02-30": there is no such day.');
});

describe('several targets', () => {
  const CLOUD = '  cloud: { environment: openstack }\n';
  const KVM = 'targets:\n  kvm: { environment: kvm }\n  arm: { environment: kvm, platform: aarch64 }\n';
  const targets = (more: string, lines = NGINX) =>
    place.write('web.yaml', blueprintWith(REPOSITORY, `${lines}${more}`).replace('environment: kvm\n', ''));
  const calls = (file: string) => place.read(file).trimEnd().split('\n');

  test('are solved side by side, three at a time', async () => {
    targets(KVM + CLOUD);
    expect(await run('lock web.yaml', `slow ${join(place.folder, 'calls')}`)).toMatchObject(good);
    let [now, most] = [0, 0];
    for (const line of calls('calls')) {
      now += line.startsWith('begin') ? 1 : -1;
      most = Math.max(most, now);
    }
    expect(most).toBe(3);
    expect(await run('lock web.yaml --check')).toMatchObject(good);
  });
  test('one more leaves the entries of the others alone, and asks for itself only', async () => {
    targets(KVM);
    await run('lock web.yaml', 'answer');
    const before = JSON.parse(lock()) as { targets: Record<string, unknown> };
    const lines = lock().split('\n');
    targets(KVM + CLOUD);
    expect(await run('lock web.yaml', `slow ${join(place.folder, 'calls')}`)).toMatchObject(good);
    expect(calls('calls').every((line) => line.includes(' x86_64 '))).toBe(true);
    expect(calls('calls').length).toBeLessThanOrEqual(4);
    const after = JSON.parse(lock()) as { targets: Record<string, unknown> };
    for (const [name, entry] of Object.entries(before.targets)) expect(after.targets[name]).toEqual(entry);
    expect(Object.keys(after.targets)).toHaveLength(3);
    // not a line of theirs is another
    expect(lines.filter((line) => !lock().includes(line.replace(/,$/, '')))).toEqual([]);
  });
  test('a package that one of them has is updated there, and the others stay', async () => {
    targets(`${KVM}  lab: { environment: kvm, packages: { install: [strace] } }\n`);
    await run('lock web.yaml', 'answer');
    const before = JSON.parse(lock()) as { targets: Record<string, unknown> };
    expect(await run('lock web.yaml --update strace', 'answer 2')).toMatchObject(good);
    const after = JSON.parse(lock()) as { targets: Record<string, unknown> };
    const changed = Object.keys(after.targets).filter(
      (name) => JSON.stringify(after.targets[name]) !== JSON.stringify(before.targets[name]),
    );
    expect(changed).toEqual(['lab']);
    expect(lock().match(/"nevra":"[^"]+-2-1\.el9/g)).toEqual(['"nevra":"strace-2-1.el9']);
    const { code, err } = await run('lock web.yaml --update strcae', 'answer 2');
    expect(code).toBe(1);
    expect(err.match(/There is no package "strcae" in the lock\. Did you mean "strace"\?/g)).toHaveLength(1);
  });
  test('a failure of one is told in its own words and with its line, and nothing is written', async () => {
    targets(KVM, 'packages: { install: [ngnix] }\n');
    const missing = `replay ${resolve('test/fixtures/solver/missing-package.json')} nginx`;
    const { code, err } = await run('lock web.yaml', missing);
    expect(code).toBe(3);
    expect(
      err.match(/No repository has a package "ngnix"\. Did you mean "nginx"\?\n --> web\.yaml:\d+:/g),
    ).toHaveLength(1);
    expect(readdirSync(place.folder)).not.toContain('web.lock.json');
  });
  test('without a solver that is told once', async () => {
    targets(KVM);
    const { code, err } = await run('lock web.yaml --depsolve ./there-is-none');
    expect(code).toBe(3);
    expect(err.match(/error\[solver-missing\]/g)).toHaveLength(1);
  });
});

describe('size', () => {
  test('sums by pipeline and transaction, and lists the largest', async () => {
    const { code, out } = await run('size web.yaml --largest 2', 'answer');
    expect(code).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^ +packages +download +installed$/);
    expect(out).toMatch(/^os +\d+ +[\d.]+ KiB +[\d.]+ KiB$/m);
    expect(out).toMatch(/^ {2}transaction 3 +1 +1005 B +3\.9 KiB$/m);
    expect(out).toMatch(/^total +\d+ +/m);
    const [, largest = ''] = out.split('largest packages');
    expect(largest.trim().split('\n')).toHaveLength(3);
    expect(await run('size web.yaml')).toMatchObject({ code: 0 });
  });
  test('warns where a file system cannot hold them', async () => {
    write('disk: { size: 10 GiB }\n');
    const { err, code } = await run('size web.yaml', 'huge 9000000000000');
    expect(code).toBe(0);
    expect(err).toMatch(
      /^warning\[may-not-fit\]: The packages take \d+ MiB once installed, and "\/" has \d+ MiB\.\n = Make it larger: disk: \{ mounts: \{ \/: \{ size: … \} \} \}\./,
    );
    expect((await run('size web.yaml --update')).code).toBe(2);
  });
});
