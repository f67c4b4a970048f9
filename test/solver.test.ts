// The solver as a part: what it is asked, what it answers, and how its failures are told.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { depsolveRequest } from '../compiler/7-lock/depsolve-request.ts';
import type { SolverRequest } from '../compiler/7-lock/solver.ts';
import { compile, formatDiagnostics, openCatalog, type Solver, SolverError } from '../compiler/index.ts';

const FAKE = `${process.execPath} test/fixtures/solver/fake-solver.cjs`;
const folder = mkdtempSync(join(tmpdir(), 'imagec-solver-'));
afterAll(() => rmSync(folder, { recursive: true }));
const further = join(folder, 'definitions');
mkdirSync(join(further, 'workloads'), { recursive: true });
writeFileSync(
  join(further, 'workloads', 'at-odds.yaml'),
  'summary: Two minds\npackages:\n  install: [nginx]\n  exclude: ["ngin*"]\n',
);
const definitions = openCatalog([further]);

const head = 'distro: fedora-43\nplatform: x86_64\nenvironment: kvm\n';

function run(text: string, mode: string, more: { timeout?: number } = {}) {
  return compile(
    {
      file: 'web.yaml',
      text: `${head}${text}users: { ada: { keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp] } }\n`,
    },
    { definitions, depsolve: { command: `${FAKE} ${mode}`, cache: join(folder, 'cache'), ...more } },
  );
}

const told = (text: string, mode: string, more: { timeout?: number } = {}) => {
  const { value, diagnostics } = run(text, mode, more);
  expect(value).toBeUndefined();
  return formatDiagnostics(diagnostics);
};

/** Whether a process does anything; one that nobody waited for is still listed when it ended. */
function runs(pid: string): boolean {
  try {
    return !/^\d+ \(.*\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

const record = (name: string) => `replay test/fixtures/solver/${name}.json`;

describe('failures are told in the words and on the lines of the user', () => {
  test('a package that does not exist', () => {
    expect(
      told('packages:\n  install:\n    - ngnix\n', `${record('missing-package')} nginx nginx-core gnu`),
    ).toBe(`error[solver-failed]: No repository has a package "ngnix". Did you mean "nginx"?
 --> web.yaml:6:7
  |
6 |     - ngnix
  |       ^^^^^
  = The pipeline "os" takes packages from "fedora" or "updates": check the name, or add the repository that has it.
`);
  });
  test('a group that does not exist', () => {
    const text = told('packages: { install: ["@nosuch"] }\n', record('missing-group'));
    expect(text).toContain('No repository has a group or module "@nosuch".');
  });
  test('a module stream that does not exist', () => {
    const text = told('packages: { modules: ["nodejs:99"] }\n', record('missing-stream'));
    expect(text).toContain('"nodejs:99".');
  });
  test('two packages that exclude each other', () => {
    const text = told('packages: { install: [mariadb-server, mysql-server] }\n', record('conflict'));
    expect(
      text,
    ).toBe(`error[solver-failed]: For the pipeline "os": "mariadb-server" and "mysql-server" exclude each other.
 --> web.yaml:4:23
  |
4 | packages: { install: [mariadb-server, mysql-server] }
  |                       ^^^^^^^^^^^^^^
  note: "mysql-server" is asked for here.
 --> web.yaml:4:39
  |
4 | packages: { install: [mariadb-server, mysql-server] }
  |                                       ------------
  = Install one of the two.
`);
  });
  test('a dependency that is excluded', () => {
    const text = told('packages: { install: [nginx], exclude: [nginx-core] }\n', record('excluded'));
    expect(text).toContain('"nginx" needs "nginx-core", and that is excluded.');
    expect(text).toContain('web.yaml:4:23');
    expect(text).toContain('note: "nginx-core" is excluded here.\n --> web.yaml:4:41');
  });
  test('a package that is asked for and excluded', () => {
    const text = told('workloads: [at-odds]\n', record('excluded-itself'));
    expect(text).toContain('"nginx" is asked for, and "ngin*" excludes it.');
    expect(text).toMatch(/note: "ngin\*" is excluded here\.\n --> .*at-odds.yaml:4:/);
  });
  const extra = 'repositories:\n  extra: { baseurl: "http://127.0.0.1:9/x", gpgkeys: ["http://127.0.0.1:9/key"] }\n';
  test('a repository that cannot be reached', () => {
    const text = told(extra, record('unreachable'));
    expect(text).toContain('The repository "extra" cannot be read: ');
    expect(text).toContain('web.yaml:5:');
    expect(text).toContain('Tried: http://127.0.0.1:9/x.');
  });
  test('metadata that is damaged', () => {
    expect(told(extra, record('bad-checksum'))).toContain('Its metadata is damaged or being changed');
  });
  test('metadata without a signature', () => {
    const text = told(extra, record('unsigned-metadata'));
    expect(text).toContain('The signature of the repository "extra" cannot be checked: ');
  });
  test('a key that cannot be read', () => {
    const text = told(
      'repositories:\n  extra: { baseurl: "http://127.0.0.1:9/x", gpgkeys: ["http://127.0.0.1:9/key.asc"] }\n',
      record('unreadable-key'),
    );
    expect(text).toContain('The signature of the repository "extra" cannot be checked: ');
  });
  test('no subscription', () => {
    expect(told(extra, record('no-subscription'))).toContain('Subscribe this host');
  });
  test('a request that it does not take', () => {
    expect(told('', record('bad-request'))).toContain("Missing required field 'arch'");
  });
});

describe('the wording of DNF 5 is recognized too', () => {
  test('a package that does not exist', () => {
    const text = told('packages:\n  install:\n    - ngnix\n', `${record('dnf5-missing-package')} nginx`);
    expect(text).toContain('No repository has a package "ngnix". Did you mean "nginx"?\n --> web.yaml:6:7');
  });
  test('a package that is asked for and excluded', () => {
    const text = told('workloads: [at-odds]\n', record('dnf5-excluded-itself'));
    expect(text).toMatch(/"nginx" is asked for, and "ngin\*" excludes it\.\n --> .*at-odds.yaml:3:/);
  });
  test('two packages that exclude each other', () => {
    const text = told('packages: { install: [mariadb-server, mysql-server] }\n', record('dnf5-conflict'));
    expect(text).toContain('"mariadb-server" and "mysql-server" exclude each other.\n --> web.yaml:4:23');
    expect(text).toContain('note: "mysql-server" is asked for here.\n --> web.yaml:4:39');
  });
  test('a dependency that is excluded', () => {
    const text = told('packages: { install: [nginx], exclude: [nginx-core] }\n', record('dnf5-excluded'));
    expect(text).toContain('"nginx" needs "nginx-core", and that is excluded.\n --> web.yaml:4:23');
    expect(text).toContain('note: "nginx-core" is excluded here.\n --> web.yaml:4:41');
  });
  test('several problems at once', () => {
    const text = told('packages: { install: [chromium] }\n', record('dnf5-nothing-provides'));
    expect(text).toContain('"chromium" needs "libwidget.so.3()(64bit)", and no repository has it.\n --> web.yaml:4:23');
    expect(text).toContain('"tzdata-2025a-1.fc43.noarch" and "tzdata-2025b-1.fc43.noarch" cannot both be installed.');
  });
});

describe('a solver that does not behave', () => {
  test('is not there', () => {
    const { diagnostics } = compile(
      {
        file: 'web.yaml',
        text: `${head}users: { ada: { keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp] } }\n`,
      },
      { definitions, depsolve: { command: './nowhere' } },
    );
    expect(diagnostics[0]).toMatchObject({ code: 'solver-missing', message: 'The solver "./nowhere" cannot be run.' });
  });
  test('crashes', () => {
    expect(told('', 'crash')).toContain(
      'The solver ended with status 1 and no answer: ImportError: No module named dnf',
    );
  });
  test('is ended by a signal', () => {
    expect(told('', 'die')).toContain('The solver was ended by SIGSEGV and no answer.');
  });
  test('hangs: it is ended, and so are its children', () => {
    const pid = join(folder, 'pid');
    expect(told('', `hang ${pid}`, { timeout: 2 })).toContain('did not answer within 2 seconds, and was ended.');
    expect(existsSync(pid)).toBe(true);
    expect(runs(readFileSync(pid, 'utf8'))).toBe(false);
  });
  test.each([
    ['garbage', 'an answer that is not whole'],
    ['half', 'an answer that is not whole'],
    ['empty', 'The solver ended with status 0 and no answer.'],
    ['fewer', 'The solver answered 0 of 1 transactions.'],
    ['nameless', 'that lacks its name, version, checksum or location.'],
  ])('answers with %s', (mode, message) => {
    const { diagnostics } = run('', mode);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'solver-broken' });
    expect(diagnostics[0]!.message).toContain(message);
  });
});

test('a solver of one’s own answers requests, and its failures are told as those of others are', () => {
  const blueprint = { file: 'web.yaml', text: `${head}packages: { install: [nginx] }\n` };
  const refusing: Solver = {
    stub: false,
    solve(requests) {
      const last = requests.at(-1)!;
      expect(last.transactions.flatMap((t) => t.install)).toContain('nginx');
      const unknown = new Map([['nginx', ['nginx-core']]]);
      throw new SolverError('solver-failed', 'no', { pipeline: last.pipeline, kind: 'unknown-packages', unknown });
    },
  };
  const { value, diagnostics } = compile(blueprint, { definitions, solver: refusing });
  expect(value).toBeUndefined();
  expect(formatDiagnostics(diagnostics)).toContain('No repository has a package "nginx". Did you mean "nginx-core"?');
});

describe('streams of modules', () => {
  const text =
    'distro: centos-9\nplatform: x86_64\nenvironment: kvm\nusers: { ada: { keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp] } }\n';
  const modular = (mode: string) =>
    compile(
      { file: 'web.yaml', text: `${text}packages: { install: [nodejs], modules: ["nodejs:20"] }\n` },
      { definitions, depsolve: { command: `${FAKE} ${mode}`, cache: join(folder, 'cache') } },
    );
  test('are enabled in the image as they were for the packages', () => {
    const { value, diagnostics } = modular('answer');
    expect(diagnostics).toEqual([]);
    const os = value!.manifest.pipelines.find((p) => p.name === 'os')!;
    const at = os.stages.findIndex((s) => s.type === 'org.osbuild.dnf.module-config');
    expect(os.stages[at]!.options).toEqual({
      conf: { name: 'nodejs', stream: '20', state: 'enabled', profiles: [] },
    });
    expect(os.stages[at + 1]).toMatchObject({
      type: 'org.osbuild.mkdir',
      options: { paths: [{ path: '/var/lib/dnf/modulefailsafe', parents: true, exist_ok: true }] },
    });
    expect(os.stages[at + 2]).toMatchObject({
      type: 'org.osbuild.copy',
      options: { paths: [{ to: 'tree:///var/lib/dnf/modulefailsafe/nodejs:20:x86_64.yaml' }] },
    });
    const again = compile(
      { file: 'web.yaml', text: `${text}packages: { install: [nodejs], modules: ["nodejs:20"] }\n` },
      { definitions, lock: { file: 'web.lock.json', text: value!.newLock! }, locked: true },
    );
    expect(again.value!.manifest).toEqual(value!.manifest);
  });
  test('that a solver does not know are told', () => {
    const { value, diagnostics } = modular('unmodular');
    expect(value).toBeUndefined();
    expect(formatDiagnostics(diagnostics)).toContain(
      'error[unused-setting]: No package of the module stream "nodejs:20" is installed.\n --> web.yaml:5:',
    );
  });
  test('are not written where there are none', () => {
    const { value } = run('', 'answer');
    const types = value!.manifest.pipelines.flatMap((p) => p.stages.map((s) => s.type));
    expect(types).not.toContain('org.osbuild.dnf.module-config');
    expect(JSON.stringify(value!.manifest)).not.toContain('modulefailsafe');
  });
});

test('everything that the interface knows can be asked', () => {
  const request: SolverRequest = {
    pipeline: 'os',
    arch: 'x86_64',
    releasever: '9',
    module_platform_id: 'platform:el9',
    repositories: [
      {
        id: 'all',
        name: 'All',
        baseurl: ['https://a.example/', 'https://b.example/'],
        metalink: 'https://a.example/metalink',
        mirrorlist: 'https://a.example/list',
        gpgkeys: ['https://a.example/key'],
        gpgcheck: true,
        repo_gpgcheck: true,
        tls_verify: false,
        priority: 10,
        module_hotfixes: true,
        metadata_expire: '6h',
        secrets: 'mtls',
      },
      {
        id: 'rhel',
        baseurl: ['https://c.example/'],
        gpgkeys: [],
        gpgcheck: false,
        repo_gpgcheck: false,
        tls_verify: true,
        secrets: 'rhsm',
      },
    ],
    transactions: [
      {
        install: ['nginx'],
        exclude: ['vim*'],
        weak_dependencies: false,
        modules: ['nodejs:20'],
        repositories: ['all'],
      },
    ],
  };
  const environment = {
    OSBUILD_SOURCES_CURL_SSL_CLIENT_KEY: '/k',
    OSBUILD_SOURCES_CURL_SSL_CLIENT_CERT: '/c',
    OSBUILD_SOURCES_CURL_SSL_CA_CERT: '/a',
  };
  expect(depsolveRequest(request, { cache: '/cache', proxy: 'http://proxy:3128', environment })).toEqual({
    api_version: 2,
    command: 'depsolve',
    arch: 'x86_64',
    releasever: '9',
    module_platform_id: 'platform:el9',
    proxy: 'http://proxy:3128',
    cachedir: '/cache',
    arguments: {
      repos: [
        {
          id: 'all',
          name: 'All',
          baseurl: ['https://a.example/', 'https://b.example/'],
          metalink: 'https://a.example/metalink',
          mirrorlist: 'https://a.example/list',
          gpgkey: ['https://a.example/key'],
          gpgcheck: true,
          repo_gpgcheck: true,
          sslverify: false,
          priority: 10,
          module_hotfixes: true,
          metadata_expire: '6h',
          sslclientkey: '/k',
          sslclientcert: '/c',
          sslcacert: '/a',
        },
        {
          id: 'rhel',
          baseurl: ['https://c.example/'],
          gpgcheck: false,
          repo_gpgcheck: false,
          sslverify: true,
          rhsm: true,
        },
      ],
      transactions: [
        {
          'package-specs': ['nginx'],
          'exclude-specs': ['vim*'],
          'repo-ids': ['all'],
          'module-enable-specs': ['nodejs:20'],
          install_weak_deps: false,
        },
      ],
    },
  });
  expect(() => depsolveRequest(request, { cache: '/cache', environment: {} })).toThrow('client certificate');
});
