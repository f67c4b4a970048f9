// What dnf says of packages that do not go together -> what each problem is about, in a sentence.

import { parseNevra } from './solver.ts';

export interface Problem {
  readonly sentence: string;
  readonly advice: string;
  /** Names of the packages that it is about, the decisive ones first. */
  readonly names: readonly string[];
  /** Those of them that are forbidden by an exclude. */
  readonly excluded: readonly string[];
}

/** The problems that a failure lists; what is not understood is left out. */
export function readProblems(reason: string): Problem[] {
  const start = reason.search(/\bProblem(?: \d+)?: /);
  if (start < 0) return [];
  return reason
    .slice(start)
    .split(/\bProblem(?: \d+)?: /)
    .filter((text) => text.trim() !== '')
    .flatMap((text) => {
      const lines = text
        .split('\n')
        .map((line) => line.replace(/^\s*-\s*/, '').trim())
        .filter(Boolean);
      const problem = readProblem(lines);
      return problem ? [problem] : [];
    });
}

function readProblem(lines: readonly string[]): Problem | undefined {
  const excluded = unique(
    matches(lines, /package (\S+) is filtered out by exclude filtering/).map(([p]) => nameOf(p!)),
  );
  const modular = unique(matches(lines, /package (\S+) is filtered out by modular filtering/).map(([p]) => nameOf(p!)));
  const needs = matches(lines, /package (\S+) requires (.+?), but none of the providers can be installed/);
  const [need] = needs;
  const others = unique(lines.flatMap((line) => line.match(/\S+-\S+-\S+\.\w+/g) ?? []).map(nameOf));
  const about = (sentence: string, advice: string, ...first: string[]): Problem => ({
    sentence,
    advice,
    names: unique([...first, ...others]),
    excluded,
  });
  const [clash] = matches(lines, /package (\S+) (?:conflicts with|obsoletes) .+ provided by (\S+)/);
  if (clash) {
    const [a, b] = clash.map(nameOf) as [string, string];
    return about(`"${a}" and "${b}" exclude each other.`, 'Install one of the two.', a, b);
  }
  const [nothing] = matches(lines, /nothing provides (.+?) needed by (?:package )?(\S+)/);
  if (nothing) {
    const [what, by] = nothing as [string, string];
    return about(
      `"${nameOf(by)}" needs "${what}", and no repository has it.`,
      'Add the repository that has it, or leave the package out.',
      nameOf(by),
    );
  }
  if (need && excluded.length > 0) {
    const [by, what] = need as [string, string];
    const dependency = excluded.find((name) => what.split(' ')[0] === name) ?? excluded[0]!;
    return about(
      `"${nameOf(by)}" needs "${dependency}", and that is excluded.`,
      'Take the exclude back, or leave the package out that needs it.',
      nameOf(by),
    );
  }
  if (modular.length > 0) {
    const by = need ? nameOf(need[0]!) : undefined;
    return about(
      by === undefined
        ? `"${modular[0]}" belongs to a module whose stream is not enabled.`
        : `"${by}" needs "${modular[0]}", which belongs to a module whose stream is not enabled.`,
      'Enable the stream under "packages.modules", as "name:stream".',
      ...(by === undefined ? modular : [by, ...modular]),
    );
  }
  const [both] = matches(lines, /cannot install both (\S+) (?:from \S+ )?and (\S+)/);
  if (both) {
    const [a, b] = both as [string, string];
    return about(`"${a}" and "${b}" cannot both be installed.`, 'Ask for one version, or for none.', nameOf(a));
  }
  if (need) {
    const [by, what] = need as [string, string];
    return about(
      `"${nameOf(by)}" needs "${what}", and nothing that has it can be installed.`,
      `The solver says: ${lines.slice(0, 4).join('; ')}`,
      nameOf(by),
    );
  }
  const [line] = lines;
  return line === undefined ? undefined : about(`${line}.`, `The solver says: ${lines.slice(0, 4).join('; ')}`);
}

const matches = (lines: readonly string[], pattern: RegExp): string[][] =>
  lines.flatMap((line) => {
    const match = pattern.exec(line);
    return match ? [match.slice(1)] : [];
  });

const unique = (list: readonly string[]): string[] => [...new Set(list)];
const nameOf = (text: string): string => parseNevra(text)?.name ?? text;
