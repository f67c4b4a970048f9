// `imagec fetch`: a blueprint's lock -> all files that it names, in a folder, so that images are built without a network.

import { type Command, CommanderError } from 'commander';
import {
  type Compiled,
  compileTargets,
  type Diagnostic,
  Diagnostics,
  defaultStore,
  type FetchFailure,
  fetchLocked,
} from '../index.ts';
import { EXIT } from './exit-codes.ts';
import { addChoices, addCommon, addSolver, addTargets, counting, type SharedOptions, solverOf } from './options.ts';
import { progressOn } from './progress.ts';
import { open } from './project.ts';
import { cannotWrite, report } from './report.ts';
import { saveCompiled } from './save.ts';

interface FetchCommandOptions extends SharedOptions {
  store?: string;
  locked?: boolean;
  jobs?: number;
}

/** How many failures are told in full. */
const MOST_TOLD = 10;

const HELP = `
All that the lock names is downloaded: packages, and the containers that the image holds. Each file is kept under its
checksum, and checked against it. Files that are there already are not downloaded again; one that broke off is gone on with.

The folder is a store of osbuild's: "osbuild --store FOLDER manifest.json" downloads nothing that is in it. "imagec compile
--offline" writes a manifest that names the files of this folder, for other stores; containers are taken from the store
alone, since a manifest can name nothing but their registry.

Repositories with "secrets" are unlocked by the certificates of this host. Logins of registries are read where "podman
login" keeps them (REGISTRY_AUTH_FILE, containers/auth.json, ~/.docker/config.json), and written nowhere. A proxy is the one
of OSBUILD_SOURCES_CURL_PROXY, as in osbuild itself; for registries HTTPS_PROXY counts too.

Examples:
  imagec fetch blueprint.yaml
  imagec fetch blueprint.yaml --store packages
  imagec compile blueprint.yaml --offline --store packages -o manifest.json
  osbuild --store packages --export image --output-directory out manifest.json
`;

export function define(command: Command): void {
  command
    .description('Downloads everything that the lock of a blueprint names.')
    .argument('<blueprint>', 'a file of YAML, JSON or TOML; "-" is stdin')
    .option('--store <folder>', 'where downloads are kept')
    .option('--locked', 'fail if the lock is missing or stale')
    .option('--jobs <number>', 'how many files at a time', counting('files'));
  addCommon(addSolver(addTargets(addChoices(command))))
    .addHelpText('after', HELP)
    .action(run);
}

async function run(path: string, options: FetchCommandOptions): Promise<void> {
  if (options.solver === 'stub')
    throw new CommanderError(EXIT.usage, 'imagec.stub', 'packages that --solver stub makes up cannot be downloaded');
  const opened = open(path, options);
  if (!opened) return;
  const { value, diagnostics } = compileTargets(opened.input, {
    ...opened.options,
    withoutSecrets: true,
    ...solverOf(options),
    ...(options.locked && { locked: true }),
  });
  const said = new Diagnostics();
  for (const d of diagnostics) said.add(d);
  if (value) {
    for (const d of saveCompiled(value, opened.project.lockFile)) said.add(d);
    const store = options.store ?? defaultStore();
    for (const d of await fetchInto(store, value, options.jobs)) said.add(d);
  }
  report(said.list, options.format);
}

/** Fetches what was compiled, and tells how far it is; what is wrong in the end, also with the folder itself. */
async function fetchInto(
  store: string,
  compiled: readonly Compiled[],
  atOnce?: number,
): Promise<readonly Diagnostic[]> {
  let progress = progressOn(process.stderr, 0, 0);
  try {
    const failures = await fetchLocked(compiled, {
      store,
      atOnce,
      onTotal(files, bytes) {
        progress = progressOn(process.stderr, files, bytes);
      },
      onBytes: (bytes) => progress.add(bytes),
      onDone: ({ name }, cached) => progress.done(name, cached),
    });
    progress.end();
    return told(failures);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return cannotWrite(store, error);
  }
}

/** A few failures in full: the others are alike. */
function told(failures: readonly FetchFailure[]): readonly Diagnostic[] {
  const said = new Diagnostics();
  const tried = failures.filter(({ reasons }) => reasons.length > 0);
  const hint =
    'Check the network and try again: what is there is kept. "imagec lock --update" chooses what the mirrors have now.';
  for (const { download, reasons } of tried.slice(0, MOST_TOLD))
    said.error('fetch-failed', `"${download.name}" cannot be downloaded: ${reasons.slice(0, 4).join('; ')}.`, { hint });
  const more = failures.length - Math.min(tried.length, MOST_TOLD);
  if (more > 0)
    said.error(
      'fetch-failed',
      `${more} more ${more === 1 ? 'file is' : 'files are'} missing, such as "${failures.at(-1)!.download.name}".`,
      { hint },
    );
  return said.list;
}
