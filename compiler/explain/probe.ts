// A finished image -> a script that checks, on a system which booted from it, that all is as it should be. What there is to
// look at is data; this makes the tests of it, and says what they found as TAP (https://testanything.org), version 13.

import { type Definition, type Definitions, derive } from '../1-load/definitions.ts';
import { holds } from '../3-resolve/condition.ts';
import { compileEach, type Each, ITSELF, imageNames } from '../9-verify/each.ts';
import { type Tests, testsLater } from '../9-verify/needs.ts';
import type { Compilation } from '../compilation.ts';
import { prepare } from '../compile.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { MissingValue, Names, newSession, type Scope } from '../template/scope.ts';
import { compileLater, type Program } from '../template/template.ts';
import type { Probe, Probes } from '../types/types.ts';

/** A probe with everything that can be worked out before there is an image. */
interface CompiledProbe {
  readonly definition: Definition;
  /** Its name in the file. */
  readonly id: string;
  readonly probe: Probe;
  readonly each: Each;
  readonly wanted: Tests;
  readonly unwanted: Tests;
  readonly says: Program;
  readonly values: Program;
}

/** What is to be run on a system that booted from the image of one target. */
export interface TargetProbe {
  /** The name of the target; none where a blueprint is one image. */
  readonly target: string | undefined;
  /** Of the blueprint. */
  readonly name: string;
  /** POSIX sh, for root: it prints a line for each thing that the image says, and ends with 1 where one is not so. */
  readonly script: string;
}

/** The probe of a target. Its secrets should be left alone: no probe reads them. */
export function probeCompilation(compilation: Compilation): TargetProbe {
  const { image, plan, target, name } = prepare(compilation);
  const names = new Names(imageNames(image, plan, target.facts));
  const tests = compiledProbes(compilation.definitions, compilation.diagnostics)
    .filter(({ probe }) => holds(probe.when, target.facts))
    .flatMap((one) => one.each.names(names).flatMap((entry) => testOf(one, entry, compilation.diagnostics) ?? []));
  compilation.diagnostics.stopIfFailed();
  const title = target.name === undefined ? name : `${name} ${target.name}`;
  return { name, target: target.name, script: [HEAD(comment(title), tests.length), ...tests, TAIL].join('\n') };
}

function compiledProbes(definitions: Definitions, diagnostics: Diagnostics): readonly CompiledProbe[] {
  return derive(definitions, compiledProbes, () =>
    definitions.names('probes').flatMap((name) => {
      const definition = definitions.get('probes', name, diagnostics);
      const probes = (definition?.doc.value ?? {}) as unknown as Probes;
      return Object.entries(probes).map(([id, probe]) => ({
        definition: definition!,
        id,
        probe,
        each: probe.each === undefined ? ITSELF : compileEach(probe.each),
        wanted: testsLater(probe.if),
        unwanted: testsLater(probe.unless),
        says: compileLater(probe.says),
        values: compileLater(probe.with ?? {}),
      }));
    }),
  );
}

/** A probe for one entry: functions of the shell, and the line that runs them. Undefined where there is nothing to probe. */
function testOf(one: CompiledProbe, names: Names, diagnostics: Diagnostics): string | undefined {
  const { definition, id, probe } = one;
  const scope: Scope = { names, session: newSession() };
  if (!one.wanted().every((test) => test(scope)) || one.unwanted().some((test) => test(scope))) return undefined;
  try {
    // values are set, and never part of a command: none of them can be read as one
    const values = Object.entries(one.values(scope) as Record<string, unknown>);
    const set = values.map(([key, value]) => `  ${key}=${quoted(value)}`);
    const where = probe.where === undefined ? [] : ['seen() {', indented(probe.where), '}'];
    const run = `${where.length ? 'probe_if_seen' : 'probe'} ${quoted(comment(String(one.says(scope))))}`;
    return [...where, 'holds() {', ...set, indented(probe.run), '}', run, ''].join('\n');
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    diagnostics.error('missing-value', `The probe "${id}" asks for "\${${error.path}}", and nothing says it.`, {
      place: definition.doc.place([id], 'key'),
      hint: `Ask for it with "if", or write "\${${error.path}?}", which leaves it out.`,
    });
    return undefined;
  }
}

const quoted = (value: unknown): string => `'${String(value).replaceAll("'", "'\\''")}'`;
const indented = (text: string): string => text.trimEnd().replace(/^/gm, '  ');
/** One line, in which TAP finds no directive. */
const comment = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('#', '\\#');

const HEAD = (title: string, count: number): string => `#!/bin/sh
# Whether this system is what the blueprint of "${title}" says. Made by imagec; prints TAP; for root.
number=0 failed=0
probe() {
  number=$((number + 1))
  if found=$(holds 2>&1); then
    printf 'ok %s - %s\\n' "$number" "$1"
  else
    failed=$((failed + 1))
    printf 'not ok %s - %s\\n' "$number" "$1"
    [ -z "$found" ] || printf '%s\\n' "$found" | while IFS= read -r line; do printf '# %s\\n' "$line"; done
  fi
}
probe_if_seen() {
  if seen >/dev/null 2>&1; then
    probe "$1"
  else
    number=$((number + 1))
    printf 'ok %s - %s # SKIP it cannot be seen here\\n' "$number" "$1"
  fi
}
if [ "$(id -u)" != 0 ]; then
  echo 'Bail out! Only root can see all of this.'
  exit 2
fi
echo 'TAP version 13'
echo 1..${count}
`;
const TAIL = `[ "$failed" = 0 ]
`;
