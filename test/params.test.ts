// Parameters of blueprints, and secrets that stand elsewhere.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  answersTo,
  compile,
  Diagnostics,
  describeBlueprint,
  explain,
  imageYaml,
  manifestText,
  type Options,
  resolve,
} from '../compiler/index.ts';
import { openWorld } from './world.ts';

const definitions = openWorld();
const folder = mkdtempSync(join(tmpdir(), 'imagec-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  delete process.env.IMAGEC_TEST_SECRET;
});

const HEAD = 'distro: acme-2\nplatform: x86_64\nenvironment: machine\n';

function build(text: string, options: Options = {}) {
  writeFileSync(join(folder, 'b.yaml'), HEAD + text);
  const { value, diagnostics } = compile({ file: join(folder, 'b.yaml') }, { solver: 'stub', definitions, ...options });
  const said = diagnostics.map(({ code, message, place }) => `${place?.line} ${code}: ${message}`);
  return { value, said, diagnostics, words: value?.image.words };
}

describe('parameters', () => {
  const ALL = `params:
  host: { description: The name, pattern: "^[a-z.]+$" }
  size: { type: size, default: 20 GiB }
  more: { type: list, default: [nano] }
  where: { enum: [machine, container], default: machine }
  docs: { type: boolean, default: true }
  uid: { type: integer, default: 1000 }
hostname: { param: host }
disk: { size: { param: size } }
packages: { install: { param: more }, exclude_docs: { param: docs } }
users: { ada: { uid: { param: uid } } }
targets: { t: { environment: { param: where } } }
`;
  const resolved = (set: Options['set'], text = ALL) => {
    const { value, diagnostics } = resolve({ file: 'b.yaml', text: HEAD + text }, { definitions, set, target: 't' });
    return { value, said: diagnostics.map(({ code, message, place }) => `${place?.line} ${code}: ${message}`) };
  };

  test('are values of their type, wherever they stand', () => {
    const { value, said } = resolved({
      host: 'a.b',
      size: '40 GiB',
      more: 'vim, mc',
      where: 'container',
      docs: 'false',
      uid: '7',
    });
    expect(said).toEqual([]);
    expect(value!.target.environment!.name).toBe('container');
    expect(value!.image.asked).toMatchObject({
      hostname: 'a.b',
      disk: { size: '40 GiB' },
      packages: { install: ['vim', 'mc'], exclude_docs: false },
      users: { ada: { uid: 7 } },
    });
    expect(resolved({ host: 'a', uid: 8, more: ['x'] }).value!.image.asked.users).toEqual({ ada: { uid: 8 } });
    expect(resolved({ host: 'a' }).value!.image.asked.disk).toEqual({ size: '20 GiB' });
  });

  test.each<[Options['set'], string]>([
    [{}, '5 not-set: The parameter "host" is not set, and has no default.'],
    [{ host: 'A' }, '5 bad-value: The parameter "host" cannot be "A".'],
    [{ host: 'a', uid: '1.5' }, '10 bad-value: The parameter "uid" is a whole number, and "1.5" is not.'],
    [{ host: 'a', docs: 'yes' }, '9 bad-value: The parameter "docs" is true or false, and "yes" is not.'],
    [{ host: 'a', size: 'big' }, '6 bad-value: The parameter "size" is a size such as "20 GiB", and "big" is not.'],
    [{ host: 'a', more: [7] }, '7 bad-value: The parameter "more" is a list of texts, and [7] is not.'],
    [{ host: 'a', where: 'machin' }, '8 bad-value: The parameter "where" cannot be "machin". Did you mean "machine"?'],
    [{ host: 'a', hots: 'x' }, '4 unknown-name: There is no parameter "hots" to set. Did you mean "host"?'],
  ])('set to %j', (set, message) => {
    expect(resolved(set).said).toEqual([message]);
  });

  test.each([
    ['params: { a: { default: x } }\n', '4 unused-setting: The parameter "a" is used nowhere.'],
    ['hostname: { param: a }\n', '4 unknown-name: There is no parameter "a".'],
    ['params: { a: { type: text } }\nhostname: { param: a }\n', '4 bad-value: "params.a.type" cannot be "text".'],
    [
      'params: { a: { type: integer, default: x } }\nhostname: { param: a }\n',
      '4 bad-value: The parameter "a" is a whole number, and "x" is not.',
    ],
    [
      'params: { a: { pattern: "[", default: x } }\nhostname: { param: a }\n',
      '4 bad-value: The pattern of the parameter "a" is no regular expression.',
    ],
  ])('%j is a mistake', (text, message) => {
    expect(build(text).said).toEqual([message]);
  });

  test('a value that does not fit is told where it is used, with where it is from', () => {
    const { diagnostics } = build('params:\n  a: { type: integer, default: 7 }\nhostname: { param: a }\n');
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'quote-it', place: { line: 6 } });
    expect(diagnostics[0]!.related).toMatchObject([
      { message: 'It is the value of the parameter "a".', place: { line: 5 } },
    ]);
  });

  test('explain tells of the parameter', () => {
    const text = `${HEAD}params: { a: { default: box } }\nhostname: { param: a }\n`;
    const { value } = explain({ file: 'b.yaml', text }, { definitions });
    const [answer] = answersTo(value!, 'hostname', new Diagnostics());
    expect(answer!.lines[0]).toMatchObject({
      place: { line: 5 },
      because: 'It is the value of the parameter "a". (b.yaml:4)',
    });
  });

  test('a base declares, and who extends it edits', () => {
    writeFileSync(join(folder, 'base.yaml'), 'params: { host: { pattern: "^b" } }\nhostname: { param: host }\n');
    const text = 'extends: base.yaml\nparams: { host: { default: box } }\n';
    expect(build(text).words?.hostname).toBe('box');
    expect(build(text, { set: { host: 'x' } }).said).toEqual(['5 bad-value: The parameter "host" cannot be "x".']);
  });

  test('a text is never read for parameters', () => {
    const text = 'params: { a: { default: x } }\nhostname: { param: a }\npackages: { install: ["{ param: a }"] }\n';
    expect(build(text).words?.packages?.install).toContain('{ param: a }');
  });

  test('a blueprint is described without values', () => {
    const { value, diagnostics } = describeBlueprint({ file: 'b.yaml', text: HEAD + ALL }, { definitions });
    expect(diagnostics).toEqual([]);
    expect(value!.params.map(({ name, type }) => `${name} ${type}`).slice(0, 3)).toEqual([
      'host string',
      'size size',
      'more list',
    ]);
    expect(value!.targets).toMatchObject([{ name: 't', distro: 'acme-2' }]);
  });
});

describe('secrets', () => {
  const SECRET = 'users: { ada: { password: { env: IMAGEC_TEST_SECRET } } }\n';
  const passwordIn = (text: string) => /"password": *"([^"]*)"/.exec(text)?.[1];

  test('a password is hashed, and stands nowhere else', () => {
    process.env.IMAGEC_TEST_SECRET = 'swordfish';
    const { value, said } = build(SECRET);
    expect(said).toEqual([]);
    const manifest = manifestText(value!.manifest);
    expect(passwordIn(manifest)).toMatch(/^\$6\$/);
    // the same secret is the same hash as the text itself
    expect(manifest).toBe(manifestText(build('users: { ada: { password: swordfish } }\n').value!.manifest));
    const input = { file: join(folder, 'b.yaml'), text: HEAD + SECRET };
    const whole = resolve(input, { definitions }).value!;
    const answers = answersTo(explain(input, { definitions }).value!, 'users.ada.password', new Diagnostics());
    const shown = `${imageYaml(whole)}${JSON.stringify(answers)}`;
    expect(shown).toContain('IMAGEC_TEST_SECRET');
    expect(shown).not.toMatch(/swordfish|\$6\$/);
  });

  test('a file holds one too, and a parameter may say where', () => {
    writeFileSync(join(folder, 'pw'), 'swordfish\n');
    const file = build('users: { ada: { password: { file: pw } } }\n');
    expect(file.said).toEqual([]);
    const text = 'params: { pw: { type: secret } }\nusers: { ada: { password: { param: pw } } }\n';
    const param = build(text, { set: { pw: `file:${join(folder, 'pw')}` } });
    expect(param.said).toEqual([]);
    expect(manifestText(param.value!.manifest)).toBe(manifestText(file.value!.manifest));
    expect(build(text, { set: { pw: 'swordfish' } }).said).toEqual([
      '4 bad-value: The parameter "pw" is a reference to a secret: env:NAME or file:PATH, and what is said is not.',
    ]);
  });

  test('a secret that osbuild needs is in the manifest alone, and a warning says so', () => {
    process.env.IMAGEC_TEST_SECRET = 'swordfish';
    const text = 'disk: { partitions: { root: { luks: { passphrase: { env: IMAGEC_TEST_SECRET } } } } }\n';
    const { value, said } = build(text);
    expect(said.map((line) => line.split(':')[0])).toEqual(['4 secret-shown']);
    expect(manifestText(value!.manifest)).toContain('swordfish');
    expect(`${said}${imageYaml(value!)}${JSON.stringify(value!.requests)}`).not.toContain('swordfish');
    expect(build(text, { withoutSecrets: true }).said).toEqual([]);
  });

  test('one that is not there is told on its line; what needs no manifest needs no secret', () => {
    expect(build(SECRET).said).toEqual([
      '4 cannot-read: The environment has no "IMAGEC_TEST_SECRET", where a secret should be.',
    ]);
    expect(build(SECRET, { withoutSecrets: true }).said).toEqual([]);
    expect(build('users: { ada: { password: { file: none } } }\n').said).toEqual([
      `4 cannot-read: There is no secret "${join(folder, 'none')}".`,
    ]);
    expect(build('users: { ada: { password: { env: A, file: b } } }\n').said[0]).toMatch(/^4 bad-value/);
  });
});
