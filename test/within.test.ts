// `--within`: files that a blueprint names are read only where they stand in one folder, whatever way leads to them.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPlace, type Place } from './commands.ts';

const HEAD = 'distro: centos-10\nplatform: x86_64\nenvironment: kvm\n';
let place: Place;
beforeEach(() => {
  place = openPlace();
  place.write('secret', 'hunter2\n');
  place.write('base.yaml', 'hostname: base\n');
  place.write('shop.yaml', 'summary: A shop\nhostname: shop\n');
  place.write('in/motd', 'hello\n');
  place.write('in/base.yaml', 'hostname: inner\n');
  mkdirSync(join(place.folder, 'rpms'));
  symlinkSync('../secret', join(place.folder, 'in/link'));
  symlinkSync('..', join(place.folder, 'in/up'));
});
afterEach(() => place.remove());

const check = async (more: string, ...args: string[]) => {
  place.write('in/web.yaml', `${HEAD}${more}\n`);
  return place.imagec(['compile', 'in/web.yaml', '--solver', 'stub', '-o', 'out.json', ...args]);
};

test.each([
  ['a file', 'files: { /etc/motd: { source: ../secret } }'],
  ['a link', 'files: { /etc/motd: { source: link } }'],
  ['a file below a link', 'files: { /etc/motd: { source: up/secret } }'],
  ['a file by its whole path', 'files: { /etc/motd: { source: /etc/passwd } }'],
  ['a file by its URL', 'files: { /etc/motd: { source: "file:///etc/passwd" } }'],
  ['a base', 'extends: ../base.yaml'],
  ['a base that is not there', 'extends: ../nothing.yaml'],
  ['a workload', 'workloads: [../shop.yaml]'],
  ['a folder of packages', 'repositories: { mine: { baseurl: ../rpms, gpgcheck: false } }'],
  ['a secret', 'users: { ada: { password: { file: ../secret } } }'],
  ['the environment', 'users: { ada: { password: { env: HOME } } }'],
])('%s outside is refused on its line', async (_, more) => {
  const { code, err } = await check(more, '--within', 'in');
  expect([code, err]).toEqual([1, expect.stringMatching(/error\[outside\]: .* --> in\/web\.yaml:4:\d+/s)]);
  expect(err).not.toContain('hunter2');
  expect((await check(more)).err).not.toContain('error[outside]');
});

test('what stands inside is read', async () => {
  const { code, err } = await check('extends: ./base.yaml\nfiles: { /etc/motd: { source: motd } }', '--within', 'in');
  expect([code, err]).toEqual([0, '']);
});

test('definitions that the project names stand inside too', async () => {
  place.write('in/imagec.yaml', 'definitions: ../definitions\n');
  mkdirSync(join(place.folder, 'definitions/environments'), { recursive: true });
  expect((await check('', '--within', 'in')).err).toContain('error[outside]: "definitions" is outside of "in"');
});
