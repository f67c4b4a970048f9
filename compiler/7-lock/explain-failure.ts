// A solver's failure -> messages on the lines of the blueprint and the definitions that brought it about.

import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Draft, DraftPipeline } from '../6-render/draft.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { oneOf } from '../diagnostics/nearest.ts';
import { matchesGlob } from '../template/glob.ts';
import type { FailureWords } from './failure-words.ts';
import { type Problem, readProblems } from './problems.ts';
import type { SolverError, SolverRequest } from './solver.ts';

/** What is needed to tell a failure: who asked for what. */
export interface Asked {
  readonly image: Image;
  readonly draft: Draft;
  readonly requests: readonly SolverRequest[];
}

/** Reports why there are no packages. */
export function explainFailure(error: SolverError, asked: Asked, words: FailureWords, diagnostics: Diagnostics): void {
  const pipeline = asked.draft.pipelines.find((p) => p.compiled.name === error.pipeline);
  const request = asked.requests.find((r) => r.pipeline === error.pipeline);
  const about = pipeline && request && error.kind;
  if (about === 'unknown-packages') unknownPackages(error, pipeline!, request!, diagnostics);
  else if (about === 'repository' || about === 'key' || about === 'secret')
    aboutRepository(error, asked.image, request!, diagnostics);
  else if (about !== 'conflict' || !conflicts(error, pipeline!, words, diagnostics))
    diagnostics.error(error.code, `${inPipeline(error)}${error.message}`, {
      ...(error.container !== undefined && {
        place: placeOf(originAt(asked.image.merge.root, ['containers', 'images', error.container])),
      }),
      hint: error.hint ?? 'Check the names of the packages and the repositories.',
    });
}

const inPipeline = ({ pipeline }: SolverError): string => (pipeline ? `For the pipeline "${pipeline}": ` : '');

function unknownPackages(
  error: SolverError,
  pipeline: DraftPipeline,
  request: SolverRequest,
  diagnostics: Diagnostics,
): void {
  for (const [name, alike] of error.unknown) {
    const asking = placeOfPackage(name, pipeline);
    const excluder = request.transactions
      .filter((t) => t.install.includes(name))
      .flatMap((t) => t.exclude)
      .find((glob) => matchesGlob(glob, name));
    if (excluder !== undefined) {
      const place = placeOfExclude(excluder, pipeline);
      diagnostics.error('solver-failed', `"${name}" is asked for, and "${excluder}" excludes it.`, {
        ...(asking && { place: asking }),
        hint: 'Take one of the two out.',
        ...(place && { related: [{ message: `"${excluder}" is excluded here.`, place }] }),
      });
      continue;
    }
    const meant = alike.length > 0 ? ` Did you mean ${oneOf(alike)}?` : '';
    const what = name.startsWith('@')
      ? `group or module "${name}"`
      : /:/.test(name)
        ? `module stream "${name}"`
        : `package "${name}"`;
    diagnostics.error('solver-failed', `No repository has a ${what}.${meant}`, {
      ...(asking && { place: asking }),
      hint: `The pipeline "${pipeline.compiled.name}" takes packages from ${oneOf(placesOf(name, request))}: check the name, or add the repository that has it.`,
    });
  }
}

/** The repositories in which a package was looked for. */
const placesOf = (name: string, { transactions, repositories }: SolverRequest): readonly string[] =>
  transactions.find((t) => t.install.includes(name))?.repositories ?? repositories.map((r) => r.id);

/** Tells each problem of packages that do not go together; false where the solver's words are not understood. */
function conflicts(
  error: SolverError,
  pipeline: DraftPipeline,
  words: FailureWords,
  diagnostics: Diagnostics,
): boolean {
  const problems = readProblems(error.message, words);
  for (const problem of problems) {
    const excluded = problem.excluded.map((name) => ({ name, glob: globFor(name, pipeline) }));
    const roots = rootsOf(problem, pipeline);
    const [first, ...others] = roots;
    const notes = [
      ...others.slice(0, 4).map(({ name, place }) => ({ message: `"${name}" is asked for here.`, place })),
      ...excluded.flatMap(({ glob }) => {
        const place = glob === undefined ? undefined : placeOfExclude(glob, pipeline);
        return glob !== undefined && place ? [{ message: `"${glob}" is excluded here.`, place }] : [];
      }),
    ];
    diagnostics.error('solver-failed', `${inPipeline(error)}${problem.sentence}`, {
      ...(first && { place: first.place }),
      hint: problem.advice,
      ...(notes.length > 0 && { related: notes }),
    });
  }
  return problems.length > 0;
}

/** The packages of a problem that somebody asked for by name; the user's own first. */
function rootsOf(problem: Problem, pipeline: DraftPipeline): { name: string; place: Place }[] {
  const origins = pipeline.request?.origins;
  const asked = problem.names
    .filter((name) => pipeline.request?.transactions.some((t) => t.install.includes(name)))
    .map((name) => ({ name, own: origins?.get(name)?.layer.asked === true, place: placeOfPackage(name, pipeline) }));
  return asked
    .sort((a, b) => Number(b.own) - Number(a.own))
    .flatMap(({ name, place }) => (place ? [{ name, place }] : []));
}

/** Where a package was asked for: a layer, or the file of the pipeline that names it itself. */
function placeOfPackage(name: string, { request, compiled }: DraftPipeline): Place | undefined {
  const origin = request?.origins.get(name);
  if (origin) return placeOf(origin);
  return request?.transactions.some((t) => t.install.includes(name))
    ? compiled.definition.doc.place(['packages', 'install'], 'key')
    : undefined;
}

function placeOfExclude(glob: string, { request }: DraftPipeline): Place | undefined {
  const origin = request?.excluders.get(glob);
  return origin && placeOf(origin);
}

const globFor = (name: string, { request }: DraftPipeline): string | undefined =>
  request?.transactions.flatMap((t) => t.exclude).find((glob) => matchesGlob(glob, name));

function aboutRepository(error: SolverError, image: Image, request: SolverRequest, diagnostics: Diagnostics): void {
  const id = /\b(?:repo(?:sitory)? ['"]|repo_id: )([^'"; )]+)/.exec(error.message)?.[1];
  const withKey = request.repositories.find((r) => r.gpgkeys.some((key) => error.message.includes(key)));
  const found = request.repositories.find((r) => r.id === id) ?? withKey;
  const reason = error.message
    .replace(/^There was a problem (?:reading a repository|finding repositories): /, '')
    .replace(/^Failed to download metadata for repo '[^']*': /, '')
    .replace(error.kind === 'repository' ? /^The repository "[^"]*" / : /(?!)/, 'it ');
  if (!found) {
    diagnostics.error('solver-failed', `${inPipeline(error)}${reason}`, {
      hint: error.hint ?? 'Check the repositories.',
    });
    return;
  }
  const tried = [found.metalink, found.mirrorlist, ...(found.baseurl ?? [])].filter((url) => url !== undefined);
  const sentence = {
    key: `The signature of the repository "${found.id}" cannot be checked: ${reason}`,
    secret: reason,
  }[error.kind as string];
  const hint = {
    key: 'Check its "gpgkeys"; "repo_gpgcheck: false" does without a signature of the metadata.',
    secret: 'Subscribe this host (subscription-manager register), or choose another repository.',
  }[error.kind as string];
  diagnostics.error(
    'solver-failed',
    sentence ?? `The repository "${found.id}" cannot be read: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`,
    {
      place: placeOf(originAt(image.merge.root, ['repositories', found.id])),
      hint:
        error.hint ??
        hint ??
        `Tried: ${tried.join(', ')}. ${/repodata\//.test(reason) && !/repomd/.test(reason) ? 'Its metadata is damaged or being changed: try again later, or another mirror.' : 'Check the network, the URL and the proxy.'}`,
    },
  );
}
