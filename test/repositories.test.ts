// The repositories of a blueprint: folders of packages, snapshots, keys, and what the lock and the image keep of them.
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listingOf } from '../compiler/7-lock/folder-listing.ts';
import { compile, type Manifest, requests } from '../compiler/index.ts';
import { blueprintWith, openPlace, type Place } from './commands.ts';

let place: Place;
beforeEach(() => {
  place = openPlace();
});
afterEach(() => place.remove());

const run = (args: string, fake?: string, env: Record<string, string> = {}) =>
  place.imagec(args.split(' '), { ...(fake !== undefined && { fake }), env });
const good = { code: 0, err: '' };
const KEYS = 'gpgkeys: ["https://mirror.example/key"]';

describe('a folder of packages', () => {
  const LOCAL = `{ baseurl: rpms, ${KEYS} }`;
  /** A stand-in for createrepo_c: it makes metadata, and notes how it was called. */
  const CREATEREPO = `#!/bin/sh
echo "$@" >>"$(dirname "$0")/called"
for folder; do :; done
mkdir -p "$folder/repodata" && echo made >"$folder/repodata/repomd.xml"
`;
  const { value } = requests({ file: 'web.yaml', text: blueprintWith(LOCAL) });
  const asked = new Set(value!.flatMap((one) => one.requests.flatMap((r) => r.transactions.flatMap((t) => t.install))));
  beforeEach(() => {
    place.write('web.yaml', blueprintWith(LOCAL));
    mkdirSync(join(place.folder, 'rpms'));
    mkdirSync(join(place.folder, 'bin'));
    writeFileSync(join(place.folder, 'rpms/one-1-1.el9.x86_64.rpm'), '');
    // what the stand-in for the solver will say is there
    for (const name of asked) place.write(`rpms/Packages/${name}-1-1.el9.x86_64.rpm`, `${name} 1`);
    place.write('bin/createrepo_c', CREATEREPO);
    chmodSync(join(place.folder, 'bin/createrepo_c'), 0o755);
  });
  const withProgram = () => ({ PATH: `${join(place.folder, 'bin')}:${process.env.PATH}` });

  test('gets its metadata from createrepo_c, once', async () => {
    expect(await run('lock web.yaml', 'answer', withProgram())).toMatchObject(good);
    expect(await run('lock web.yaml --update', 'answer', withProgram())).toMatchObject(good);
    expect(place.read('bin/called')).toBe(`--quiet --update ${place.folder}/rpms\n`);
  });
  test('gets it once for two commands at the same time', async () => {
    // as the real one, it refuses to work where another is at work
    place.write(
      'bin/createrepo_c',
      `#!/bin/sh
mkdir rpms/.repodata 2>/dev/null || { echo "rpms/.repodata already exists" >&2; exit 1; }
sleep 1
mkdir -p rpms/repodata && echo made >rpms/repodata/repomd.xml
rmdir rpms/.repodata
`,
    );
    const both = await Promise.all([1, 2].map(() => run('lock web.yaml', 'answer', withProgram())));
    for (const ended of both) expect(ended).toMatchObject(good);
  });
  test('is another one when a package comes, goes or changes its size, in whatever place it is', () => {
    const listed = (name: string, text?: string): string => {
      if (text === undefined) rmSync(join(place.folder, name));
      else place.write(name, text);
      return listingOf(join(place.folder, 'rpms'));
    };
    const first = listingOf(join(place.folder, 'rpms'));
    const all = [
      first,
      listed('rpms/two.rpm', ''),
      listed('rpms/two.rpm', 'more'),
      listed('rpms/Packages/three.rpm', ''),
    ];
    expect(new Set(all).size).toBe(4);
    listed('rpms/Packages/three.rpm');
    expect(listed('rpms/two.rpm')).toBe(first);
    expect(first).toMatch(/^\d+ packages, [0-9a-f]{12}$/);
    expect(listingOf(join(place.folder, 'none'))).toBe('not there');
    // a copy of a whole repository is known by its metadata
    place.write('copy/repodata/repomd.xml', 'made elsewhere');
    place.write('copy/Packages/one.rpm', '');
    expect(listingOf(join(place.folder, 'copy'))).toMatch(/^metadata /);
  });
  test('of which a package is gone makes the lock stale, and its metadata is made again', async () => {
    await run('lock web.yaml', 'answer', withProgram());
    rmSync(join(place.folder, 'rpms/one-1-1.el9.x86_64.rpm'));
    const { code, err } = await run('lock web.yaml --check');
    expect(code).toBe(1);
    expect(err).toMatch(
      /The repository "mine" was rpms \(\d+ packages, [0-9a-f]+\) and is rpms \(\d+ packages, [0-9a-f]+\)\./,
    );
    expect(await run('lock web.yaml', 'answer', withProgram())).toMatchObject(good);
    expect(place.read('bin/called').trimEnd().split('\n')).toHaveLength(2);
  });
  test('whose metadata lists what is not there is told before it is built from', async () => {
    place.write('rpms/repodata/repomd.xml', 'made elsewhere');
    rmSync(join(place.folder, 'rpms/Packages/rpm-1-1.el9.x86_64.rpm'));
    const { code, err } = await run('lock web.yaml', 'answer', { PATH: '' });
    expect(code).toBe(3);
    expect(err).toContain('it lists "Packages/rpm-1-1.el9.x86_64.rpm", which is not there.');
  });
  test.each(['file://rpms', 'file:///srv/a%2Fb'])('that is none of this host is told: %s', async (url) => {
    place.write('web.yaml', blueprintWith(`{ baseurl: "${url}", ${KEYS} }`));
    const { code, err } = await run('lock web.yaml', 'answer');
    expect(code).toBe(1);
    expect(err).toContain(`"${url}" names no folder of this host`);
    expect(err).toContain(' --> web.yaml:7:');
  });
  test('with a link that leads nowhere is as good as without', async () => {
    symlinkSync('nowhere', join(place.folder, 'rpms/gone-1-1.el9.x86_64.rpm'));
    place.write('rpms/repodata/repomd.xml', 'made elsewhere');
    expect(await run('lock web.yaml', 'answer', { PATH: '' })).toMatchObject(good);
  });
  test('that createrepo_c cannot read is told', async () => {
    place.write('bin/createrepo_c', '#!/bin/sh\necho "one-1-1.el9.x86_64.rpm is no package" >&2\nexit 1\n');
    const { code, err } = await run('lock web.yaml', 'answer', withProgram());
    expect(code).toBe(3);
    expect(err).toContain('createrepo_c cannot make the metadata');
    expect(err).toContain('one-1-1.el9.x86_64.rpm is no package');
  });
  test('without createrepo_c says so, at its line', async () => {
    const { code, err } = await run('lock web.yaml', 'answer', { PATH: '' });
    expect(code).toBe(3);
    expect(err).toContain(
      'The repository "mine" cannot be read: it is a folder of packages without metadata, and createrepo_c, which makes it, is not installed.',
    );
    expect(err).toContain('--> web.yaml:7:');
    expect(err).toContain('Install createrepo_c (Fedora, RHEL: createrepo_c; Debian: createrepo-c)');
  });
  test('with metadata needs no createrepo_c', async () => {
    place.write('rpms/repodata/repomd.xml', 'made elsewhere');
    expect(await run('lock web.yaml', 'answer', { PATH: '' })).toMatchObject(good);
  });
  test('that is not there, or has nothing in it, is told', async () => {
    place.write('web.yaml', blueprintWith(`{ baseurl: empty, ${KEYS} }`));
    expect((await run('lock web.yaml', 'answer')).err).toContain(
      `it is the folder "${place.folder}/empty", which does not exist.`,
    );
    mkdirSync(join(place.folder, 'empty'));
    expect((await run('lock web.yaml', 'answer')).err).toContain(
      `it is the folder "${place.folder}/empty", which has no packages.`,
    );
  });
  test('that is a file is told', async () => {
    place.write('web.yaml', blueprintWith(`{ baseurl: ./file, ${KEYS} }`));
    place.write('file', '');
    const { code, err } = await run('lock web.yaml', 'answer');
    expect(code).toBe(3);
    expect(err).toContain(`it is "${place.folder}/file", which is no folder that can be read.`);
  });
  test('leaves no path of this machine in the lock, which is fresh wherever it is taken', async () => {
    await run('lock web.yaml', 'answer', withProgram());
    expect(place.read('web.lock.json')).not.toContain(place.folder);
    expect(place.read('web.lock.json')).toContain('"mine": {"url":"rpms"');
    const elsewhere = openPlace();
    try {
      for (const name of ['web.yaml', 'web.lock.json', 'rpms'])
        cpSync(join(place.folder, name), join(elsewhere.folder, name), { recursive: true });
      const { code, out, err } = await elsewhere.imagec(['compile', 'web.yaml', '--locked']);
      expect([code, err]).toEqual([0, '']);
      const urls = Object.values((JSON.parse(out) as Manifest).sources['org.osbuild.curl']!.items) as string[];
      expect(urls.every((url) => url.startsWith(`file://${elsewhere.folder}/rpms/Packages/`))).toBe(true);
    } finally {
      elsewhere.remove();
    }
  });
  test('is fetched from like any other', async () => {
    await run('lock web.yaml', 'answer', withProgram());
    renameSync(join(place.folder, 'bin'), join(place.folder, 'gone'));
    expect(await run('fetch web.yaml --store files')).toMatchObject({ code: 0 });
    expect(await run('compile web.yaml --offline --store files -o manifest.json')).toMatchObject(good);
    expect(place.read('manifest.json')).toContain(`file://${place.folder}/files/sources/org.osbuild.files/sha256:`);
  });
  test('named by a whole path stays that', async () => {
    place.write('web.yaml', blueprintWith(`{ baseurl: "file://${place.folder}/rpms", ${KEYS} }`));
    await run('lock web.yaml', 'answer', withProgram());
    expect(place.read('web.lock.json')).toContain(`file://${place.folder}/rpms`);
  });
});

describe('snapshots', () => {
  const requested = async (repository: string, more = '') => {
    place.write('web.yaml', blueprintWith(repository, `snapshot: "2026-09-01"\n${more}`));
    return run('lock web.yaml --print-requests');
  };
  test('images are built from the day, and keep the repository itself', async () => {
    const repository = `{ baseurl: "https://live.example/\${arch}/", snapshot: "https://snapshots.example/{date}/{day}/\${arch}/", use: [build, image], ${KEYS} }`;
    const { out, err } = await requested(repository);
    expect(err).toBe('');
    expect(JSON.parse(out)[0].repositories).toMatchObject([
      { id: 'mine', baseurl: ['https://snapshots.example/20260901/2026-09-01/x86_64/'] },
    ]);
    const compiled = await run('compile web.yaml', 'answer');
    const os = (JSON.parse(compiled.out) as Manifest).pipelines.find((p) => p.name === 'os')!;
    const repos = os.stages.find((s) => s.type === 'org.osbuild.yum.repos') as { options: { repos: object[] } };
    expect(repos.options.repos).toMatchObject([{ id: 'mine', baseurl: ['https://live.example/x86_64/'] }]);
  });
  test('another day makes the lock stale', async () => {
    const repository = `{ baseurl: "https://live.example/", snapshot: "https://snapshots.example/{date}/", ${KEYS} }`;
    await requested(repository);
    await run('lock web.yaml', 'answer');
    place.write('web.yaml', place.read('web.yaml').replace('2026-09-01', '2026-10-01'));
    expect((await run('lock web.yaml --check')).err).toContain(
      'The repository "mine" was https://snapshots.example/20260901/ and is https://snapshots.example/20261001/.',
    );
  });
  test('Fedora and CentOS Stream have them, others say that they have none', async () => {
    const head = (distro: string) =>
      `distro: ${distro}\nplatform: x86_64\nenvironment: kvm\nusers: { ada: { keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp] } }\nsnapshot: "2026-09-01"\n`;
    const urls = async (distro: string) => {
      place.write('web.yaml', head(distro));
      const { out } = await run('lock web.yaml --print-requests');
      return (JSON.parse(out)[0].repositories as { baseurl: string[] }[]).flatMap((r) => r.baseurl);
    };
    const base = 'https://rpmrepo.osbuild.org/v2/mirror/public';
    expect(await urls('fedora-generic-43')).toEqual([
      `${base}/f43/f43-x86_64-fedora-20260901/`,
      `${base}/f43/f43-x86_64-updates-released-20260901/`,
    ]);
    expect(await urls('centos-10')).toEqual([
      `${base}/el10/cs10-x86_64-baseos-20260901/`,
      `${base}/el10/cs10-x86_64-appstream-20260901/`,
      `${base}/el10/cs10-x86_64-rt-20260901/`,
    ]);
    place.write('web.yaml', head('almalinux-9.6'));
    const { code, err } = await run('lock web.yaml --print-requests');
    expect(code).toBe(1);
    expect(err).toContain('The repository "baseos" keeps no snapshots, so it cannot be read as of "2026-09-01".');
  });
  test('a repository that keeps none is told', async () => {
    const { code, err } = await requested(`{ baseurl: "https://live.example/", ${KEYS} }`);
    expect(code).toBe(1);
    expect(err).toContain(
      'error[bad-value]: The repository "mine" keeps no snapshots, so it cannot be read as of "2026-09-01".\n --> web.yaml:8:',
    );
    expect(err).toContain('note: "mine" is this repository.\n --> web.yaml:7:');
  });
  test('a folder of packages is as it is on any day', async () => {
    mkdirSync(join(place.folder, 'rpms'));
    expect((await requested(`{ baseurl: rpms, ${KEYS} }`)).code).toBe(0);
  });
});

describe('signatures', () => {
  test('are checked unless that is switched off by name', async () => {
    place.write('web.yaml', blueprintWith('{ baseurl: "https://mirror.example/" }'));
    const { code, err } = await run('lock web.yaml --print-requests');
    expect(code).toBe(1);
    expect(err).toContain(
      'error[no-key]: The repository "mine" has no keys to check the signatures of its packages with.',
    );
    place.write('web.yaml', blueprintWith('{ baseurl: "https://mirror.example/", gpgcheck: false }'));
    const off = await run('lock web.yaml --print-requests');
    expect(off.code).toBe(0);
    expect(off.err).toContain(
      'warning[unchecked]: The signatures of packages of the repository "mine" are not checked.',
    );
    expect(JSON.parse(off.out)[0].repositories).toMatchObject([{ id: 'mine', gpgcheck: false }]);
  });
  test('are checked by the build too', async () => {
    place.write('web.yaml', blueprintWith(`{ baseurl: "https://mirror.example/", ${KEYS} }`));
    const { out } = await run('compile web.yaml', 'answer');
    expect(out).toContain('"rpm.check_gpg": true');
  });
});

test('a repository of packages alone serves what the blueprint asks for, and nothing else', async () => {
  const theirs = `repositories:\n  theirs: { baseurl: "https://theirs.example/", ${KEYS}, use: [packages, image] }\n`;
  const head =
    'distro: centos-9\nplatform: x86_64\nenvironment: kvm\nusers: { ada: { keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp] } }\n';
  place.write('web.yaml', `${head}packages: { install: [theirs-tool] }\n${theirs}`);
  const { out } = await run('lock web.yaml --print-requests');
  const [build, os] = JSON.parse(out) as { transactions: { install: string[]; repositories?: string[] }[] }[];
  const common = ['baseos', 'appstream', 'rt'];
  expect(build!.transactions.map((t) => t.repositories)).toEqual([common]);
  expect(os!.transactions.map((t) => t.repositories)).toEqual([common, common, undefined]);
  expect(os!.transactions.at(-1)!.install).toEqual(['theirs-tool']);
  await run('lock web.yaml', 'answer');
  expect(await run('lock web.yaml --check')).toMatchObject(good);
  place.write('web.yaml', place.read('web.yaml').replace('[packages, image]', '[build, image]'));
  expect((await run('lock web.yaml --check')).err).toContain('"os" takes packages from other repositories.');
  place.write('web.yaml', blueprintWith(`{ baseurl: "https://theirs.example/", ${KEYS}, use: [packages] }`));
  expect((await run('lock web.yaml', 'answer')).err).toContain('error[no-repositories]');
});

test('a repository of the image alone is no source of packages, and one of the build alone is not in the image', async () => {
  const more = `    theirs: { baseurl: "https://theirs.example/", ${KEYS}, use: [image] }\n`;
  place.write('web.yaml', blueprintWith(`{ baseurl: "https://mirror.example/", ${KEYS} }`, more));
  const { out } = await run('compile web.yaml', 'answer');
  const { pipelines } = JSON.parse(out) as Manifest;
  const files = pipelines.flatMap((p) => p.stages).filter((s) => s.type === 'org.osbuild.yum.repos');
  expect(files).toHaveLength(1);
  expect(JSON.stringify(files)).toContain('https://theirs.example/');
  expect(place.read('web.lock.json')).not.toContain('theirs');
});

test('the key of a repository of the distribution is in the image, where that keeps the repository', () => {
  const text =
    'distro: centos-9\nplatform: x86_64\nenvironment: kvm\nrepositories: { baseos: { use: [build, image] } }\n';
  const { value } = compile({ file: 'web.yaml', text }, { solver: 'stub' });
  const { pipelines, sources } = value!.manifest as Manifest;
  const all = pipelines.flatMap((p) => p.stages) as {
    type: string;
    options: { repos: object[]; paths: { to: string }[] };
  }[];
  const path = '/etc/pki/rpm-gpg/RPM-GPG-KEY-baseos-0';
  expect(all.find((s) => s.type === 'org.osbuild.yum.repos')!.options.repos).toMatchObject([
    { id: 'baseos', gpgkey: [`file://${path}`] },
  ]);
  expect(all.flatMap((s) => s.options?.paths ?? []).map((p) => p.to)).toContain(`tree://${path}`);
  const texts = Object.values(sources['org.osbuild.inline']!.items) as { data: string }[];
  expect(texts.map(({ data }) => Buffer.from(data, 'base64').toString())).toContain(
    readFileSync('definitions/keys/centos.asc', 'utf8'),
  );
});
