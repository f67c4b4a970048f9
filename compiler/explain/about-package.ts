// The name of a package -> why it is in the image or is not: who asks for it, what needs it, who excludes it.

import { nevra, type Package, parseNevra } from '../7-lock/solver.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { matchesGlob } from '../template/glob.ts';
import { aboutPath } from './about-path.ts';
import { type Answer, type Line, line } from './answer.ts';
import type { Explanation } from './explain.ts';
import { findPath } from './path.ts';

/** What there is to say of a package; nothing where nobody asks for it, needs it or excludes it. */
export function aboutPackage(explanation: Explanation, name: string): Answer[] {
  const { compiled, resolved, locked } = explanation;
  const { merge } = resolved.image;
  const answers: Answer[] = [];
  const asking = findPath(merge, `packages.install.${name}`);
  for (const { compiled: pipeline, request } of compiled?.draft.pipelines ?? []) {
    const at = pipeline.name;
    const excluder = request?.dropped.get(name);
    if (excluder) {
      const had = asking?.sayings.map(({ origin }) => line('asks for it', origin)) ?? [];
      answers.push({
        title: `The package "${name}" is taken out of "${at}".`,
        lines: [line('excludes it', excluder), ...had],
      });
      continue;
    }
    const lines = askersOf(explanation, at, name);
    const index = transactionOf(explanation, at, name);
    const [i, found] = lockedIn(explanation, at, name);
    const version = found ? ` The lock has ${nevra(found)}, from "${found.repository}".` : '';
    if (index >= 0) {
      const title = `The package "${name}" is installed in the pipeline "${at}", in transaction ${index + 1}.`;
      answers.push({ title: `${title}${version}`, lines });
    } else if (found) {
      const chain = chainTo(found, locked!.pipelines[at]!.flat());
      const title = `Nothing asks for the package "${name}" by name; it is in the pipeline "${at}", in transaction ${i + 1}.`;
      answers.push({
        title: [`${title}${version}`, ...chain.map(({ text }) => text)].join('\n'),
        lines: chain.flatMap(({ root }) => (root === undefined ? [] : askersOf(explanation, at, root))),
      });
    }
  }
  if (asking && (asking.node === undefined || answers.length === 0)) answers.push(aboutPath(explanation, asking));
  if (answers.length > 0 && compiled?.draft.pipelines.some(({ request }) => request?.dropped.has(name))) return answers;
  const excluded = findPath(merge, `packages.exclude.${name}`);
  if (excluded)
    answers.push({
      title: excluded.node === undefined ? `"${name}" is no longer excluded.` : `"${name}" is excluded.`,
      lines: excluded.sayings.map(({ deed, origin }) =>
        line(deed === 'removed' ? 'takes the exclude away' : 'excludes it', origin),
      ),
    });
  return [...answers, ...globsThatExclude(explanation, name)];
}

/** The lines that ask for a package by its name. */
function askersOf({ compiled, resolved }: Explanation, pipeline: string, name: string): Line[] {
  const request = compiled?.draft.pipelines.find((p) => p.compiled.name === pipeline)?.request;
  const origin = request?.origins.get(name);
  const kernel = findPath(resolved.image.merge, 'kernel.name')?.sayings[0];
  const found = origin ?? (kernel?.value === name ? kernel.origin : undefined);
  return found ? [line(`asks for "${name}"`, found)] : [];
}

const transactionOf = ({ compiled }: Explanation, pipeline: string, name: string): number =>
  compiled?.draft.pipelines
    .find((p) => p.compiled.name === pipeline)
    ?.request?.transactions.findIndex((t) => t.install.includes(name)) ?? -1;

function lockedIn({ locked }: Explanation, pipeline: string, name: string): [number, Package | undefined] {
  const lists = locked?.pipelines[pipeline] ?? [];
  const index = lists.findIndex((list) => list.some((p) => p.name === name));
  return [index, lists[index]?.find((p) => p.name === name)];
}

/** From a package to what was asked for: one sentence for each step, and in the last one the name that was asked for. */
function chainTo(from: Package, all: readonly Package[]): { text: string; root?: string }[] {
  const steps: { text: string; root?: string }[] = [];
  const seen = new Set<string>();
  let one: Package | undefined = from;
  while (one && !seen.has(one.name)) {
    const { name } = one;
    const by = reasonOf(one);
    if (by === undefined) break;
    seen.add(name);
    const verb = by.startsWith('@') ? 'has' : one.needed_by === undefined ? 'recommends' : 'needs';
    one = all.find((p) => p.name === by);
    const ends = one === undefined || reasonOf(one) === undefined;
    steps.push({ text: `  "${name}" is there because "${by}" ${verb} it.`, ...(ends && { root: by }) });
  }
  return steps.length > 0
    ? steps
    : [{ text: '  Something that is asked for needs it; "imagec lock --update" writes down what.' }];
}

const reasonOf = ({ needed_by, recommended_by }: Package): string | undefined => needed_by ?? recommended_by;

/** Excludes by glob that mean a package. */
function globsThatExclude({ compiled }: Explanation, name: string): Answer[] {
  const globs = new Map(
    (compiled?.draft.pipelines ?? [])
      .flatMap(({ request }) => [...(request?.excluders ?? [])])
      .filter(([glob]) => glob !== name && matchesGlob(glob, name)),
  );
  return [...globs].map(([glob, origin]) => ({
    title: `"${name}" is excluded by "${glob}".`,
    lines: [line('excludes it', origin)],
  }));
}

/** Reports that a package is not there, and how sure that is. */
export function whyNoPackage({ compiled, locked }: Explanation, name: string, diagnostics: Diagnostics): void {
  const asked = (compiled?.requests ?? []).flatMap((r) => r.transactions.flatMap((t) => t.install));
  const has = Object.values(locked?.pipelines ?? {}).flatMap((lists) => lists.flat().map((p) => p.name));
  const full = parseNevra(name)?.name;
  const like =
    full !== undefined && has.includes(full) ? ` Its name is "${full}".` : didYouMean(name, [...asked, ...has]);
  diagnostics.error('unknown-name', `There is no package "${name}" in this image.${like}`, {
    hint: locked
      ? 'Nothing asks for it, and nothing that the lock has needs it. To have it, add it to "packages.install".'
      : 'Nothing asks for it by name. What is needed by others stands in the lock, and there is no fresh one: run "imagec lock".',
  });
}
