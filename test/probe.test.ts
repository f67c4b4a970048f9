// `imagec probe`: the script that checks a system which booted from an image, run here on a system that is made up.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPlace, type Place } from './commands.ts';

const HEAD = 'distro: centos-9\nplatform: x86_64\n';
let place: Place;
beforeAll(() => {
  place = openPlace();
  program('id', 'echo 0');
});
afterAll(() => place.remove());

/** A program of the system that is made up: what a probe asks there. */
function program(name: string, text: string): void {
  mkdirSync(join(place.folder, 'bin'), { recursive: true });
  writeFileSync(join(place.folder, 'bin', name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(place.folder, 'bin', name), 0o755);
}

/** Runs a script on that system; the lines that it prints, and how it ends. */
function probed(script: string): { lines: string[]; status: number | null } {
  const env = { PATH: `${join(place.folder, 'bin')}:${process.env.PATH}` };
  const { stdout, stderr, status } = spawnSync('sh', ['-s'], {
    input: script,
    env,
    encoding: 'utf8',
    cwd: place.folder,
  });
  expect(stderr).toBe('');
  return { lines: stdout.trimEnd().split('\n'), status };
}

async function scriptOf(words: string): Promise<string> {
  place.write('mine.yaml', `${HEAD}environment: kvm\n${words}\n`);
  const { code, out, err } = await place.imagec(['probe', 'mine.yaml']);
  expect(err).toBe('');
  expect(code).toBe(0);
  return out;
}

test('a thing that is so, one that is not, and one that cannot be seen', async () => {
  const script = await scriptOf(
    'timezone: Europe/Berlin\nservices: { enabled: [crond] }\nusers: { ada: { shell: /bin/sh } }',
  );
  program('readlink', 'echo /usr/share/zoneinfo/Europe/Berlin');
  program('getent', '[ "$2" = ada ] && echo ada:x:1000:1000::/home/ada:/bin/zsh');
  program('systemctl', '[ "$1" = is-enabled ] || exit 3; echo disabled; exit 1');
  const { lines, status } = probed(script);
  const said = (what: string) =>
    lines.filter((line) => line.includes(what)).map((line) => line.replace(/ok \d+/, 'ok'));
  expect(lines[0]).toBe('TAP version 13');
  expect(lines[1]).toBe(`1..${lines.filter((line) => /^(not )?ok /.test(line)).length}`);
  expect(said('time zone')).toEqual(['ok - The time zone is Europe/Berlin.']);
  expect(said('There is an account "ada"')).toEqual(['ok - There is an account "ada".']);
  expect(said('/bin/sh')).toEqual(['not ok - The account "ada" has the shell /bin/sh.']);
  expect(said('"crond" is enabled')).toEqual(['not ok - The service "crond" is enabled.']);
  expect(lines[lines.findIndex((line) => line.includes('"crond" is enabled')) + 1]).toBe('# disabled');
  expect(status).toBe(1);
});

test('what is written is compared, and never run', async () => {
  const path = `${place.folder}/it's $(touch run)`;
  const text = "'; touch run; '\n$(touch run) `touch run` \\\n\n";
  const script = await scriptOf(`files: { ${JSON.stringify(path)}: { text: ${JSON.stringify(text)}, mode: "0640" } }`);
  const about = () =>
    probed(script)
      .lines.filter((line) => line.includes("it's"))
      .map((line) => line.replace(/ok \d+/, 'ok'));
  writeFileSync(path, text);
  chmodSync(path, 0o640);
  expect(about()).toEqual([`ok - The file ${path} has its text.`, `ok - The file ${path} has the mode 0640.`]);
  writeFileSync(path, text.trimEnd());
  chmodSync(path, 0o600);
  expect(about()).toEqual([`not ok - The file ${path} has its text.`, `not ok - The file ${path} has the mode 0640.`]);
  rmSync(path);
  expect(() => readFileSync(join(place.folder, 'run'))).toThrow();
});

test('all is as it should be', async () => {
  const script = await scriptOf('timezone: Europe/Berlin');
  const { lines, status } = probed(script.replace(/^(holds|seen)\(\) \{\n(?: .*\n)*\}/gm, '$1() { :; }'));
  expect(lines.slice(2).filter((line) => !line.startsWith('ok '))).toEqual([]);
  expect(status).toBe(0);
});

test('what cannot be seen is skipped', async () => {
  const { lines } = probed((await scriptOf('')).replace('/run/systemd/system', '/no/such/folder'));
  expect(lines.find((line) => line.includes('No unit'))).toMatch(/^ok \d+ - No unit of systemd has failed. # SKIP/);
});

test('passwords are in no script', async () => {
  place.write('secret', 'hunter2');
  const script = await scriptOf('users: { ada: { password: { file: secret } }, bob: { password: hunter2 } }');
  expect(script).toContain('The account "ada" has a password.');
  expect(script).not.toMatch(/hunter2|\$6\$/);
});

test('only root sees it all', async () => {
  const script = await scriptOf('timezone: Europe/Berlin');
  program('id', 'echo 1000');
  const { lines, status } = probed(script);
  program('id', 'echo 0');
  expect(lines).toEqual(['Bail out! Only root can see all of this.']);
  expect(status).toBe(2);
});

test("a probe of one's own, and one that asks for what is not there", async () => {
  place.write(
    'own/probes/mine.yaml',
    'port:\n  each: image.users\n  says: "${key} is here."\n  with: { home: "${item.home}" }\n  run: test -d "$home"\n',
  );
  place.write('mine.yaml', `${HEAD}environment: kvm\nusers: { ada: { home: /srv/ada } }\n`);
  const { out } = await place.imagec(['probe', 'mine.yaml', '--definitions', 'own']);
  expect(out).toContain("holds() {\n  home='/srv/ada'\n  test -d \"$home\"\n}\nprobe 'ada is here.'\n");
  place.write('mine.yaml', `${HEAD}environment: kvm\nusers: { ada: { uid: 1000 } }\n`);
  const { code, out: nothing, err } = await place.imagec(['probe', 'mine.yaml', '--definitions', 'own']);
  expect([code, nothing]).toEqual([1, '']);
  expect(err).toContain(
    'error[missing-value]: The probe "port" asks for "${item.home}", and nothing says it.\n --> own/probes/mine.yaml:1:1',
  );
});

test('units that mount are seen as lines of fstab are, and a system without a database of packages is asked for none', async () => {
  const saidOf = async (choice: string) => {
    place.write('mine.yaml', `distro: fedora-43\nplatform: x86_64\nenvironment: ${choice}\n`);
    const { out } = await place.imagec(['probe', 'mine.yaml']);
    return out.match(/^probe '.*(?=')/gm) ?? [];
  };
  for (const choice of ['kvm', 'bare-metal'])
    expect(await saidOf(choice), choice).toContain("probe '/boot is mounted, as ext4.");
  expect((await saidOf('kvm')).filter((line) => line.includes('package'))).not.toEqual([]);
  expect((await saidOf('pxe')).filter((line) => line.includes('package'))).toEqual([]);
});

test('several targets have several scripts', async () => {
  place.write(
    'two.yaml',
    `${HEAD}targets: { a: { environment: kvm }, b: { environment: aws-ec2 } }
`,
  );
  expect((await place.imagec(['probe', 'two.yaml'])).code).toBe(2);
  place.write('file', '');
  expect(await place.imagec(['probe', 'two.yaml', '-o', 'file'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('"file" is a file, and the targets "a", "b" need a folder') as string,
  });
  expect((await place.imagec(['probe', 'two.yaml', '-o', 'probes'])).code).toBe(0);
  expect(place.read('probes/a.sh')).toContain('of "two a"');
  expect(place.read('probes/b.sh')).toContain('of "two b"');
  place.write('one.yaml', `${HEAD}environment: kvm\n`);
  expect((await place.imagec(['probe', 'one.yaml', '-o', 'probes'])).code).toBe(0);
  expect(place.read('probes/one.sh')).toContain('of "one"');
});

test('every probe is a script that sh can read', async () => {
  const words = readFileSync('test/rig/full.yaml', 'utf8').replace(/^workloads: .*\n/m, '');
  place.write('full.yaml', words);
  place.write('xfs.yaml', 'text\n');
  const { out } = await place.imagec(['probe', 'full.yaml']);
  expect(spawnSync('sh', ['-n'], { input: out, encoding: 'utf8' }).stderr).toBe('');
  expect(Number(/^echo 1\.\.(\d+)$/m.exec(out)?.[1])).toBe(out.match(/^probe(_if_seen)? '/gm)?.length);
});
