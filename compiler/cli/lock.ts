// `imagec lock`: a blueprint -> its lock, written beside it; or whether the lock is fresh, or what is asked of the solver.

import { type Command, CommanderError } from 'commander';
import { compileTargets, diffContainers, diffTargets, requests } from '../index.ts';
import { changesText } from './changes.ts';
import { EXIT } from './exit-codes.ts';
import { titleOf } from './layout.ts';
import { addChoices, addCommon, addSolver, addTargets, type SharedOptions, solverOf } from './options.ts';
import { open } from './project.ts';
import { output, report } from './report.ts';
import { saveCompiled } from './save.ts';

interface LockOptions extends SharedOptions {
  check?: boolean;
  printRequests?: boolean;
  update?: boolean;
  diff?: boolean;
}

const HELP = `
The lock is "<blueprint>.lock.json", beside the blueprint. Commit it: compile then takes the same packages every time, and
needs no network. Containers are locked by digest, asked of their registries.

A proxy is the one of OSBUILD_SOURCES_CURL_PROXY, for registries HTTPS_PROXY. Repositories with "secrets: mtls" take the files
that OSBUILD_SOURCES_CURL_SSL_CLIENT_KEY, _CLIENT_CERT and _CA_CERT name; nothing of them is written down.

Examples:
  imagec lock blueprint.yaml
  imagec lock blueprint.yaml --check
  imagec lock blueprint.yaml --update
  imagec lock blueprint.yaml --update nginx openssl
  imagec lock blueprint.yaml --update quay.io/example/app:1
  imagec lock blueprint.yaml --diff
  imagec lock blueprint.yaml --print-requests
`;

export function define(command: Command): void {
  command
    .description('Chooses the packages of a blueprint, and writes them into its lock.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin')
    .option('--check', 'write nothing; fail if the lock is missing or stale')
    .argument(
      '[packages...]',
      'with --update or --diff: move these and what they need, and keep the rest; containers too',
    )
    .option('--update', 'choose all packages again, even if the lock is fresh')
    .option('--diff', 'write nothing; print what --update would change')
    .option('--print-requests', 'write nothing; print what is asked of the solver, as JSON');
  addCommon(addSolver(addTargets(addChoices(command))))
    .addHelpText('after', HELP)
    .action(run);
}

function run(path: string, names: string[], options: LockOptions): void {
  if (names.length > 0 && !options.update && !options.diff)
    throw new CommanderError(EXIT.usage, 'imagec.names', 'names of packages go with --update or --diff');
  const wrong = wrongUse(path, options);
  if (wrong !== undefined) throw new CommanderError(EXIT.usage, 'imagec.lock', wrong);
  const opened = open(path, options);
  if (!opened) return;
  if (options.printRequests) {
    const { value, diagnostics } = requests(opened.input, opened.options);
    const one = value?.[0];
    if (value && one) {
      const all = Object.fromEntries(value.map(({ target, requests: list }) => [target.id, list]));
      process.stdout.write(`${JSON.stringify(one.target.name === undefined ? one.requests : all, null, 2)}\n`);
    }
    report(diagnostics, options.format);
    return;
  }
  const { value, diagnostics } = compileTargets(opened.input, {
    ...opened.options,
    withoutSecrets: true,
    ...solverOf(options),
    ...(options.check && { locked: true }),
    ...((options.update || options.diff) && { update: names.length > 0 ? names : true }),
  });
  const said = [...diagnostics];
  if (value && options.diff)
    for (const one of value)
      said.push(
        ...output(
          `${titleOf(one)}${changesText(diffTargets(one.before, one.locked), diffContainers(one.before, one.locked))}`,
          undefined,
        ),
      );
  else if (value) said.push(...saveCompiled(value, opened.project.lockFile));
  report(said, options.format);
}

/** What does not go together, if anything does not. */
function wrongUse(path: string, { check, update, diff, printRequests, solver }: LockOptions): string | undefined {
  if (check && (update || diff))
    return '--check writes nothing and chooses nothing, so it does not go with --update or --diff';
  const writes = !check && !diff && !printRequests;
  if (writes && path === '-') return 'a blueprint from stdin has no place for a lock beside it: name a file';
  if (!printRequests && solver === 'stub') return 'what --solver stub makes up is kept in no lock';
  return undefined;
}
