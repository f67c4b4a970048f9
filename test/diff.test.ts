// `imagec diff`: what differs in the images of two blueprints, of two targets, or of one blueprint since a commit.
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diffImages, explain, type ImageChange, openCatalog } from '../compiler/index.ts';
import { blueprintWith, openPlace, type Place } from './commands.ts';

const definitions = openCatalog();
const HEAD = 'distro: centos-10\nplatform: x86_64\nenvironment: kvm\n';
const imageOf = (file: string, text: string) => explain({ file, text: `${HEAD}${text}` }, { definitions }).value!;
const changes = (before: string, after: string): readonly ImageChange[] =>
  diffImages(imageOf('old.yaml', before), imageOf('new.yaml', after)).changes;

describe('images', () => {
  test('that are the same', () => {
    expect(changes('hostname: web\n', '# the same\nhostname: web\n')).toEqual([]);
  });
  test('what is new, gone and another, with the lines that say so', () => {
    const list = changes(
      'hostname: web\ntimezone: UTC\nlocale: C.UTF-8\n',
      'hostname: db\nkernel: { args: [quiet] }\n',
    );
    expect(list).toContainEqual({
      section: 'hostname',
      change: 'changed',
      name: 'hostname',
      before: '"web"',
      after: '"db"',
      place: expect.objectContaining({ file: 'new.yaml', line: 4 }),
    });
    expect(list).toContainEqual(
      expect.objectContaining({ section: 'kernel', change: 'new', name: 'args quiet' }) as ImageChange,
    );
    expect(list.map(({ section }) => section)).not.toContain('locale');
  });
  test('what is gone points at the line that had it', () => {
    const [gone] = changes('packages: { install: [nginx] }\n', '');
    expect(gone).toMatchObject({
      section: 'packages',
      change: 'gone',
      name: 'install nginx',
      place: { file: 'old.yaml' },
    });
  });
  test('long texts are compared to their end, and shown from where they differ on', () => {
    const script = (line: string) => `files: { /etc/long: { text: "${'#'.repeat(300)}${line}" } }\n`;
    expect(changes(script('one'), script('two'))).toEqual([
      expect.objectContaining({ before: `…${'#'.repeat(30)}one"`, after: `…${'#'.repeat(30)}two"` }),
    ]);
    expect(changes(script(''), script('more'))[0]!.after).toBe(`…${'#'.repeat(30)}more"`);
  });
  test('what comes of it: the disk and the stages', () => {
    const list = changes('', 'disk: { size: 20 GiB }\nfirewall: { ports: ["80:tcp"] }\n');
    expect(list).toContainEqual({
      section: 'disk plan',
      change: 'changed',
      name: 'size',
      before: '10 GiB',
      after: '20 GiB',
    });
    expect(list).toContainEqual({ section: 'stages of os', change: 'new', name: 'org.osbuild.firewall' });
  });
  test('what was chosen', () => {
    const text = HEAD.replace('kvm', 'aws-ec2').replace('centos-10', 'rhel-10.1');
    const other = explain({ file: 'new.yaml', text }, { definitions }).value!;
    const list = diffImages(imageOf('old.yaml', ''), other).changes.filter(({ section }) => section === 'choices');
    expect(list.map(({ name, before, after }) => [name, before, after])).toEqual([
      ['distro', 'centos-10', 'rhel-10.1'],
      ['environment', 'kvm', 'aws-ec2'],
    ]);
  });
});

describe('the command', () => {
  let place: Place;
  beforeEach(() => {
    place = openPlace();
  });
  afterEach(() => place.remove());
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: place.folder });

  test('two files', async () => {
    place.write('old.yaml', `${HEAD}hostname: web\n`);
    place.write('new.yaml', `${HEAD}hostname: db\nservices: { enabled: [sshd] }\n`);
    expect(await place.imagec(['diff', 'old.yaml', 'old.yaml'])).toMatchObject({
      code: 0,
      out: 'Nothing is different.\n',
    });
    const { out } = await place.imagec(['diff', 'old.yaml', 'new.yaml']);
    expect(out).toContain('hostname\n  ~ "web" -> "db"   new.yaml:4\n');
    const { out: json } = await place.imagec(['diff', 'old.yaml', 'new.yaml', '--json']);
    expect(JSON.parse(json)).toMatchObject([{ name: '', diff: { unlocked: true } }]);
  });
  test('packages, where both have a fresh lock', async () => {
    const text = blueprintWith('{ baseurl: "https://mirror.example/mine/", gpgkeys: ["https://mirror.example/key"] }');
    for (const [file, version] of [
      ['old', '1'],
      ['new', '2'],
    ]) {
      place.write(`${file}.yaml`, `${text}packages: { install: [nginx] }\n`);
      expect(await place.imagec(['lock', `${file}.yaml`], { fake: `answer ${version} nginx` })).toMatchObject({
        code: 0,
      });
    }
    const { out } = await place.imagec(['diff', 'old.yaml', 'new.yaml']);
    expect(out).toBe('packages chosen\nos:\n  up    nginx 1-1.el9 -> 2-1.el9\n1 up; download +0 B, installed +0 B\n');
  });
  test('two targets of one', async () => {
    place.write(
      'all.yaml',
      `${HEAD.replace('environment: kvm\n', '')}targets: { a: { environment: kvm }, b: { environment: aws-ec2 } }\n`,
    );
    const { out } = await place.imagec(['diff', 'all.yaml', '--target', 'a', '--target', 'b']);
    expect(out).toContain('choices\n  ~ environment: kvm -> aws-ec2\n');
    place.write('all.yaml', `${place.read('all.yaml')}hostname: 5\n`);
    const { code, err } = await place.imagec(['diff', 'all.yaml', '--target', 'a', '--target', 'b']);
    // of both, and said once
    expect([code, err.match(/^error/gm)?.length]).toEqual([1, 1]);
  });
  test('one since a commit: bases are those of the commit, and targets come and go', async () => {
    place.write('base.yaml', HEAD.replace('environment: kvm\n', 'hostname: web\n'));
    place.write(
      'sub/all.yaml',
      'extends: ../base.yaml\ntargets: { a: { environment: kvm }, b: { environment: kvm } }\n',
    );
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'before');
    place.write('base.yaml', HEAD.replace('environment: kvm\n', 'hostname: db\n'));
    place.write(
      'sub/all.yaml',
      'extends: ../base.yaml\ntargets: { a: { environment: kvm }, c: { environment: kvm } }\n',
    );
    const { code, out, err } = await place.imagec(['diff', 'sub/all.yaml', '--since', 'HEAD']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('target a\nhostname\n  ~ "web" -> "db"   base.yaml:3\n');
    expect(out).toContain('target b is no target any more\n');
    expect(out).toContain('target c is a new target\n');
    const { out: markdown } = await place.imagec(['diff', 'sub/all.yaml', '--since', 'HEAD', '--markdown']);
    expect(markdown).toContain('### a\n\n**hostname**\n\n- changed `"web" -> "db"` (base.yaml:3)\n');
    place.write('base.yaml', HEAD.replace('environment: kvm\n', ''));
    const gone = await place.imagec(['diff', 'sub/all.yaml', '--since', 'HEAD']);
    expect(gone.out).toContain('hostname\n  - "web"   was HEAD:base.yaml:3\n');
    expect(await place.imagec(['diff', 'sub/all.yaml', '--since', 'HEAD~9'])).toMatchObject({
      code: 3,
      err: expect.stringContaining('"HEAD~9" is no commit of this repository.') as string,
    });
  });
  test('what cannot be compared is a wrong use', async () => {
    place.write('one.yaml', HEAD);
    for (const args of ['diff one.yaml', 'diff one.yaml --target a', 'diff one.yaml one.yaml --since HEAD'])
      expect((await place.imagec(args.split(' '))).code).toBe(2);
    expect((await place.imagec(['diff', '-', '--since', 'HEAD'])).code).toBe(2);
    for (const [file, why] of [
      ['one.yaml', 'is in no repository of git'],
      ['gone/one.yaml', 'There is no blueprint "gone/one.yaml".'],
    ])
      expect(await place.imagec(['diff', file!, '--since', 'HEAD'])).toMatchObject({
        code: 3,
        err: expect.stringContaining(why!) as string,
      });
  });
});
