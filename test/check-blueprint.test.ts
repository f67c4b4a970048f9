// `imagec check BLUEPRINT` as users and pre-commit hooks run it: what it says, how it ends, and what it leaves alone.
import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPlace, type Place } from './commands.ts';

let place: Place;
beforeEach(() => {
  place = openPlace();
});
afterEach(() => place.remove());

const HEAD = 'distro: centos-10\nplatform: x86_64\n';

test('a blueprint that compiles, without a solver, a lock or its secrets', async () => {
  place.write('web.yaml', `${HEAD}environment: kvm\nusers: { ada: { password: { env: NOT_HERE } } }\n`);
  expect(await place.imagec(['check', 'web.yaml'])).toEqual({
    code: 0,
    out: 'web.yaml compiles: centos-10/x86_64/kvm.\n',
    err: '',
  });
  expect(readdirSync(place.folder)).toEqual(['web.yaml']);
});

test('every target is checked, and warnings are counted', async () => {
  place.write(
    'all.yaml',
    `${HEAD}targets: { a: { distro: fedora-43, environment: kvm }, b: { environment: aws-ec2 } }\n`,
  );
  const { code, out, err } = await place.imagec(['check', 'all.yaml']);
  expect([code, out]).toEqual([0, 'all.yaml compiles: a, b; 1 warning.\n']);
  expect(err).toContain('Nobody can log in');
  const { out: json } = await place.imagec(['check', 'all.yaml', '--json', '--target', 'b']);
  expect(JSON.parse(json)).toEqual({ blueprint: 'all.yaml', targets: ['b'], diagnostics: [] });
});

test('several blueprints, as hooks name them: each is told of, and one mistake is enough', async () => {
  place.write('good.yaml', `${HEAD}environment: kvm\n`);
  place.write('bad.yaml', `${HEAD}environment: kvmm\n`);
  const { code, out, err } = await place.imagec(['check', 'good.yaml', 'bad.yaml', 'none.yaml']);
  expect([code, out]).toEqual([1, 'good.yaml compiles: centos-10/x86_64/kvm.\n']);
  expect(err).toContain('--> bad.yaml:3:14');
  expect(err).toContain('There is no blueprint "none.yaml".');
  expect(JSON.parse((await place.imagec(['check', 'good.yaml', 'bad.yaml', '--json'])).out)).toMatchObject([
    { blueprint: 'good.yaml', diagnostics: [] },
    { blueprint: 'bad.yaml', targets: [] },
  ]);
});

test('a mistake ends with 1, and choices without a blueprint with 2', async () => {
  place.write('bad.yaml', `${HEAD}environment: kvm\nhostnme: web\n`);
  const { code, out, err } = await place.imagec(['check', 'bad.yaml']);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('Did you mean "hostname"?');
  expect(await place.imagec(['check', '--distro', 'centos-10'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--distro is about a blueprint, and none is named') as string,
  });
});
