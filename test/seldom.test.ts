// Mistakes that are seldom made, each in the file where somebody would make it, and told once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPlace, type Place } from './commands.ts';

const HEAD = 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\n';
const COMPILE = 'compile b.yaml --solver stub';
let place: Place;
beforeAll(() => {
  place = openPlace();
});
afterAll(() => place.remove());

test.each([
  [
    'a list with an empty entry',
    'packages:\n  install:\n    - nginx\n    -\n',
    'This entry of a list is empty. --> b.yaml:7:5',
  ],
  [
    'two files of one name',
    'workloads: [./p/shop.yaml, ./q/shop.yaml]\n',
    'Two workloads are called "shop": "p/shop.yaml" and "q/shop.yaml". --> b.yaml:4:28',
  ],
  [
    'a secret of no length',
    'users: { ada: { password: { file: nothing } } }\n',
    'The file "nothing", where a secret should be, has nothing in it. --> b.yaml:4:17',
  ],
  [
    'a fact that is none',
    "repositories: { a: { baseurl: 'https://example.com/${nofact}/', gpgkeys: ['https://example.com/k'] } }\n",
    '"${nofact}" is no fact here. --> b.yaml:4:31',
  ],
  [
    'a repository that is nowhere',
    "repositories: { a: { gpgkeys: ['https://example.com/k'] } }\n",
    'The repository "a" does not say where it is. --> b.yaml:4:17',
  ],
  [
    'a table that is too small for its disk',
    'disk: { label: dos, size: 3 TiB }\n',
    'The disk has 3 TiB, and a dos table ends at 2 TiB. --> b.yaml:4:9',
  ],
  ['a pipeline that is none', 'pipelines: [build, tree]\n', 'There is no pipeline "tree". --> b.yaml:4:1'],
])('%s', async (_, words, message) => {
  place.write('p/shop.yaml', 'summary: a\n');
  place.write('q/shop.yaml', 'summary: b\n');
  place.write('nothing', '\n');
  place.write('b.yaml', `${HEAD}${words}`);
  expect(await said(COMPILE)).toEqual([message]);
});

test('an image type that is none', async () => {
  place.write('b.yaml', 'distro: centos-9\nplatform: x86_64\nhostname: a\n');
  expect(await said(`${COMPILE} --type qcow3`)).toEqual([
    'There is no image type "qcow3" for centos-9. Did you mean "qcow2"?',
  ]);
});

test('a kind of definition that is none', async () => {
  expect(await said('describe platfrm x86_64')).toEqual([
    'There is no kind of definition "platfrm". Did you mean "platform"?',
  ]);
});

test('a lock that is a folder', async () => {
  place.write('folder.yaml', HEAD);
  place.write('folder.lock.json/file', '');
  expect(await said('compile folder.yaml --solver stub')).toEqual([
    'The lock "folder.lock.json" cannot be read: EISDIR: illegal operation on a directory. --> folder.lock.json:1:1',
  ]);
});

test('what a blueprint in TOML says twice', async () => {
  place.write('key.toml', 'name = "a"\nname = "b"\n');
  expect(await said('convert key.toml')).toEqual(['This key stands here twice. --> key.toml:2:1']);
  place.write(
    'file.toml',
    ['x', 'y'].map((data) => `[[customizations.files]]\npath = "/a"\ndata = "${data}"\n`).join(''),
  );
  expect(await said('convert file.toml')).toEqual([
    '"customizations.files.1.data" says again what "customizations.files.0.data" says. --> file.toml:6:8',
  ]);
});

test.each([
  ['a folder of definitions that has none', { 'x/y.yaml': '' }, 'The folder "own" holds no definitions. --> own:1:1'],
  [
    'a word that needs what is not said',
    { 'words/mine.yaml': '- each: image.users\n  layer: { groups: { "${item.home}": { gid: 1 } } }\n' },
    '"users.ada.home" is not said, and the word "mine" needs it. --> b.yaml:4:10',
  ],
  [
    'a part that is none',
    { 'pipelines/mine.yaml': 'summary: a\nbuild: build\nstages: [{ part: write-file, of: image.files }]\n' },
    'There is no part "write-file". Did you mean "write-files"? --> own/pipelines/mine.yaml:3:18',
  ],
] as [string, Record<string, string>, string][])('%s', async (_, files, message) => {
  const own = openPlace();
  for (const [name, text] of Object.entries(files)) own.write(`own/${name}`, text);
  const pipelines = 'pipelines/mine.yaml' in files ? 'pipelines: [build, os, image, mine]\n' : '';
  own.write('b.yaml', `${HEAD}users: { ada: { groups: [wheel], password: "*" } }\n${pipelines}`);
  expect(await said(`${COMPILE} --definitions own`, own)).toEqual([message]);
  own.remove();
});

test('a rule that does not say what to do', async () => {
  const own = openPlace();
  own.write('own/rules/mine.yaml', 'no-name:\n  require: image.hostname\n  because: It has to have one.\n');
  expect(await said('check --definitions own', own)).toEqual([
    'The rule "no-name" does not say what to do. --> own/rules/mine.yaml:1:1',
  ]);
  own.remove();
});

/** The errors of a command: each sentence, and its place where it has one. */
async function said(command: string, { imagec } = place): Promise<string[]> {
  const { code, err } = await imagec(command.split(' '));
  expect(code).not.toBe(0);
  return [...err.matchAll(/^error\[[\w-]+\]: (.*)(?:\n *(--> \S+))?/gm)].map((m) => [m[1], m[2]].join(' ').trim());
}
