// Why a package is there: the chain from what was asked for to what it needs, in the lock and in `explain`.
import { describe, expect, test } from 'vitest';
import { type Relations, reasonsOf } from '../compiler/7-lock/reasons.ts';
import type { SolverTransaction } from '../compiler/7-lock/solver.ts';
import { answersTo, compile, Diagnostics, explain, openCatalog, type Solver } from '../compiler/index.ts';

const p = (name: string, more: Partial<Relations> = {}): Relations => ({
  names: [name],
  provides: [],
  requires: [],
  recommends: [],
  supplements: [],
  files: [],
  ...more,
});
const installs = (...install: string[]): SolverTransaction => ({ install, exclude: [], weak_dependencies: true });

describe('reasons', () => {
  test('a package that is asked for has none; what it requires does, by name, by what is provided and by file', () => {
    const list = [
      p('app', { requires: ['lib.so()(64bit)', '/usr/bin/sh', 'tool'] }),
      p('bash', { files: ['/usr/bin/sh', '/usr/bin/bash'], requires: ['libtinfo'] }),
      p('lib', { provides: ['lib.so()(64bit)'] }),
      p('libtinfo'),
      p('tool'),
    ];
    expect(reasonsOf([list], [installs('app', 'tool')])).toEqual([
      [{}, { needed_by: 'app' }, { needed_by: 'app' }, { needed_by: 'bash' }, {}],
    ]);
  });
  test('the nearest to what was asked for counts, even where packages need each other in circles', () => {
    const list = [p('a', { requires: ['b', 'c'] }), p('b', { requires: ['c'] }), p('c', { requires: ['a', 'b'] })];
    expect(reasonsOf([list], [installs('a')])).toEqual([[{}, { needed_by: 'a' }, { needed_by: 'a' }]]);
  });
  test('what is recommended, and what supplements', () => {
    const list = [
      p('app', { recommends: ['docs'] }),
      p('docs', { requires: ['pages'] }),
      p('langs', { supplements: ['(app and other)'] }),
      p('pages'),
    ];
    expect(reasonsOf([list], [installs('app')])).toEqual([
      [{}, { recommended_by: 'app' }, { recommended_by: 'app' }, { needed_by: 'docs' }],
    ]);
  });
  test('conditions: what they ask for where they hold', () => {
    const list = [p('app', { requires: ['(one if two)', '((three >= 2 with x(y)) or four)'] }), p('one'), p('two')];
    const more = [p('three'), p('four')];
    const [reasons] = reasonsOf([[...list, ...more]], [installs('app')]);
    expect(reasons).toEqual([{}, { needed_by: 'app' }, {}, { needed_by: 'app' }, { needed_by: 'app' }]);
  });
  test('the members of the one group, and what they need in circles', () => {
    const list = [
      p('a', { requires: ['b'] }),
      p('b', { requires: ['a'] }),
      p('member', { requires: ['under'] }),
      p('under'),
    ];
    expect(reasonsOf([list], [installs('@core')])).toEqual([
      [{ needed_by: '@core' }, { needed_by: 'a' }, { needed_by: '@core' }, { needed_by: 'member' }],
    ]);
    expect(reasonsOf([[p('x')]], [installs('@core', '@more')])).toEqual([[{}]]);
  });
  test('a later transaction stands on those before it', () => {
    const lists = [[p('base')], [p('app', { requires: ['base', 'lib'] }), p('lib')]];
    expect(reasonsOf(lists, [installs('base'), installs('app')])).toEqual([[{}], [{}, { needed_by: 'app' }]]);
  });
});

describe('explain', () => {
  const definitions = openCatalog();
  const input = {
    file: 'web.yaml',
    text: 'distro: centos-9\nplatform: x86_64\nenvironment: kvm\npackages:\n  install: [nginx]\n  exclude: ["php*"]\n',
  };
  const packageOf = (name: string) => ({
    name,
    version: '1',
    release: '1.el9',
    arch: 'x86_64',
    repository: 'baseos',
    path: `${name}.rpm`,
    checksum: `sha256:${'0'.repeat(64)}`,
  });
  const solver: Solver = {
    stub: false,
    solve: (requests) =>
      requests.map(({ transactions }) => ({
        repositories: { baseos: { url: 'https://mirror.example/' } },
        transactions: transactions.map(({ install }) =>
          install.flatMap((name) =>
            name === 'nginx'
              ? [
                  packageOf('nginx'),
                  { ...packageOf('nginx-core'), needed_by: 'nginx' },
                  { ...packageOf('pcre'), needed_by: 'nginx-core' },
                  { ...packageOf('logos'), recommended_by: 'pcre' },
                ]
              : name.startsWith('@')
                ? []
                : [packageOf(name)],
          ),
        ),
      })),
  };
  const lock = { file: 'web.lock.json', text: compile(input, { definitions, solver }).value!.newLock! };
  const ask = (subject: string, text = input.text) => {
    const said = new Diagnostics();
    const { value } = explain({ ...input, text }, { definitions, lock });
    return { answers: answersTo(value!, subject, said), said: said.list };
  };

  test('a package that others need, by way of the line that asks', () => {
    const [answer] = ask('package:logos').answers;
    expect(answer!.title).toMatch(/^Nothing asks for the package "logos" by name; .* has logos-1-1.el9.x86_64, from/);
    expect(answer!.title.split('\n').slice(1)).toEqual([
      '  "logos" is there because "pcre" recommends it.',
      '  "pcre" is there because "nginx-core" needs it.',
      '  "nginx-core" is there because "nginx" needs it.',
    ]);
    expect(answer!.lines).toMatchObject([{ text: 'asks for "nginx"', place: { file: 'web.yaml', line: 5 } }]);
  });
  test('a package that is asked for has its version told', () => {
    expect(ask('nginx').answers[0]!.title).toContain('The lock has nginx-1-1.el9.x86_64, from "baseos".');
  });
  test('a package that is asked for and taken out again', () => {
    const { answers } = ask('package:tuned', input.text.replace('"php*"', '"tun*"'));
    expect(answers).toMatchObject([
      {
        title: 'The package "tuned" is taken out of "os".',
        lines: [{ text: 'excludes it', place: { file: 'web.yaml' } }, { text: 'asks for it' }],
      },
    ]);
  });
  test('a package that is not there: because nothing needs it, because a glob excludes it, or because nobody knows', () => {
    expect(ask('package:ncurses').said[0]).toMatchObject({
      hint: expect.stringContaining('nothing that the lock has'),
    });
    expect(ask('package:php-fpm').answers).toMatchObject([{ title: '"php-fpm" is excluded by "php*".' }]);
    const stale = ask('package:pcre', input.text.replace('nginx', 'nginx, httpd'));
    expect(stale.said[0]).toMatchObject({ hint: expect.stringContaining('run "imagec lock"') });
  });
});
