// What a solver says of packages that do not go together -> what each problem is about, in a sentence.

import type { FailureWords } from './failure-words.ts';
import { parseNevra } from './solver.ts';

/** One thing that keeps packages from being installed together. */
export interface Problem {
  readonly sentence: string;
  readonly advice: string;
  /** Names of the packages that it is about, the decisive ones first. */
  readonly names: readonly string[];
  /** Those of them that are forbidden by an exclude. */
  readonly excluded: readonly string[];
}

/** The problems that a failure lists; what is not understood is left out. */
export function readProblems(reason: string, words: FailureWords): Problem[] {
  return words.problems(reason).flatMap((text) => {
    const lines = text
      .split('\n')
      .map((line) => line.replace(/^\s*-\s*/, '').trim())
      .filter(Boolean);
    const problem = readProblem(lines, words);
    return problem ? [problem] : [];
  });
}

function readProblem(lines: readonly string[], words: FailureWords): Problem | undefined {
  const text = lines.join('\n');
  const found = (kind: Parameters<FailureWords['found']>[0]) => words.found(kind, text);
  const excluded = unique(found('excluded').map(named));
  const modular = unique(found('modular').map(named));
  const [need] = found('needs');
  const others = unique(lines.flatMap((line) => line.match(/\S+-\S+-\S+\.\w+/g) ?? []).map(nameOf));
  const about = (sentence: string, advice: string, ...first: string[]): Problem => ({
    sentence,
    advice,
    names: unique([...first, ...others]),
    excluded,
  });
  const [clash] = found('clash');
  if (clash) {
    const [a, b] = [named(clash), nameOf(clash.other ?? '')];
    return about(`"${a}" and "${b}" exclude each other.`, 'Install one of the two.', a, b);
  }
  const [nothing] = found('nothing');
  if (nothing)
    return about(
      `"${named(nothing)}" needs "${nothing.what}", and no repository has it.`,
      'Add the repository that has it, or leave the package out.',
      named(nothing),
    );
  if (need && excluded.length > 0) {
    const dependency = excluded.find((name) => need.what?.split(' ')[0] === name) ?? excluded[0]!;
    return about(
      `"${named(need)}" needs "${dependency}", and that is excluded.`,
      'Take the exclude back, or leave the package out that needs it.',
      named(need),
    );
  }
  if (modular.length > 0) {
    const by = need && named(need);
    return about(
      by === undefined
        ? `"${modular[0]}" belongs to a module whose stream is not enabled.`
        : `"${by}" needs "${modular[0]}", which belongs to a module whose stream is not enabled.`,
      'Enable the stream under "packages.modules", as "name:stream".',
      ...(by === undefined ? modular : [by, ...modular]),
    );
  }
  const [both] = found('both');
  if (both)
    return about(
      `"${both.package}" and "${both.other}" cannot both be installed.`,
      'Ask for one version, or for none.',
      named(both),
    );
  const [foreign] = found('foreign');
  if (foreign)
    return about(
      `"${named(foreign)}" is only there for another architecture.`,
      'Leave it out, or choose another platform.',
      named(foreign),
    );
  if (need)
    return about(
      `"${named(need)}" needs "${need.what}", and nothing that has it can be installed.`,
      `The solver says: ${lines.slice(0, 4).join('; ')}`,
      named(need),
    );
  const [line] = lines;
  return line === undefined ? undefined : about(`${line}.`, `The solver says: ${lines.slice(0, 4).join('; ')}`);
}

const unique = (list: readonly string[]): string[] => [...new Set(list)];
const nameOf = (text: string): string => parseNevra(text)?.name ?? text;
const named = (groups: Readonly<Record<string, string>>): string => nameOf(groups.package ?? '');
