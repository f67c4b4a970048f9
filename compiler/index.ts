// The library: blueprints in, manifests and diagnostics out. It reads definitions; it writes nothing and ends no process.

import type { Input } from './1-load/blueprint.ts';
import type { Definitions } from './1-load/definitions.ts';
import { leaveSecret, readSecret } from './1-load/secrets.ts';
import type { Manifest } from './8-emit/manifest.ts';
import { openCatalog } from './catalog.ts';
import type { Compilation, Compiled, Prepared, Resolved } from './compilation.ts';
import { compile as compileOne, prepare, resolve as resolveOne } from './compile.ts';
import { type Diagnostic, Diagnostics, Stop, type Terms } from './diagnostics/diagnostic.ts';
import { type BlueprintDescription, describeBlueprint as describeInput } from './explain/blueprint-description.ts';
import { type Conversion, convertBlueprint } from './explain/convert.ts';
import { type Explanation, explainBlueprint } from './explain/explain.ts';
import { probeCompilation, type TargetProbe } from './explain/probe.ts';
import { lockOptions, type Options, type TargetOptions } from './options.ts';
import { compileTargets as compileAll, forEachTarget } from './targets.ts';

export type { Fate } from './1-load/foreign/work.ts';
export { makeFolder } from './1-load/make-folder.ts';
export { type DepsolveOptions, depsolveDnf } from './7-lock/depsolve-dnf.ts';
export { type ContainerChange, diffContainers, diffTargets, type PackageChange } from './7-lock/lock-diff.ts';
export { saveLock } from './7-lock/save-lock.ts';
export {
  type Package,
  type Solver,
  type SolverAnswer,
  SolverError,
  type SolverRepository,
  type SolverRequest,
  type SolverTransaction,
} from './7-lock/solver.ts';
export { manifestText } from './8-emit/manifest.ts';
export type { Checked } from './check/check.ts';
export { check } from './check/check-folders.ts';
export { isOutside } from './diagnostics/codes.ts';
export { type Colours, type Format, formatDiagnostics, NO_COLOURS } from './diagnostics/format.ts';
export type { Answer } from './explain/answer.ts';
export { answersToLog } from './explain/build-log.ts';
export { type Description, describe } from './explain/description.ts';
export { diffImages, type ImageChange, type ImageDiff } from './explain/diff.ts';
export { editorSchema, type SchemaChoices } from './explain/editor-schema.ts';
export { imageYaml } from './explain/image-yaml.ts';
export { type Choice, type Listing, listing, type TypeChoice } from './explain/listing.ts';
export {
  type Cell,
  type Matrix,
  type MatrixChoices,
  type MatrixGroup,
  matrix,
  releasesText,
  workloadText,
} from './explain/matrix.ts';
export { cellText, matrixMarkdown } from './explain/matrix-markdown.ts';
export { sbomOf } from './explain/sbom.ts';
export { type SourceMap, sourceMap } from './explain/source-map.ts';
export { answersTo } from './explain/subject.ts';
export { type Addition, type Step, walkOf } from './explain/walk.ts';
export { type Use, type WordColumn, wordSupport } from './explain/word-support.ts';
export type { Options, TargetOptions } from './options.ts';
export { type Project, readDefinitionFolders, readProject } from './project.ts';
export type { Download } from './store/downloads.ts';
export { type FetchFailure, type FetchOptions, fetchAll } from './store/fetch.ts';
export { type FetchLockedOptions, fetchLocked } from './store/fetch-locked.ts';
export { type SizeReport, sizesOf } from './store/sizes.ts';
export { defaultStore } from './store/store.ts';
export type {
  BlueprintDescription,
  Compiled,
  Conversion,
  Definitions,
  Diagnostic,
  Explanation,
  Input,
  Manifest,
  Prepared,
  Resolved,
  TargetProbe,
  Terms,
};

export { Diagnostics, openCatalog };

/** A result, or undefined where something was wrong; the diagnostics say what. */
export interface Outcome<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function run<T>(input: Input, options: Options, work: (compilation: Compilation) => T): Outcome<T> {
  const diagnostics = new Diagnostics({ lenient: options.unsupported === 'warn', within: options.within });
  const { definitions } = options;
  const catalog = definitions && 'derived' in definitions ? definitions : openCatalog(definitions);
  const { distro, platform, environment, workloads, type, target } = options;
  try {
    return {
      value: work({
        input,
        choices: { distro, platform, environment, workloads, type, target },
        settings: options.set,
        secrets: options.withoutSecrets ? leaveSecret : readSecret,
        definitions: catalog,
        diagnostics,
      }),
      diagnostics: diagnostics.list,
    };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { value: undefined, diagnostics: diagnostics.list };
  }
}

/** Compiles a blueprint, or one target of it. Packages come from the lock where it is fresh, else from the solver. */
export function compile(input: Input, options: Options = {}): Outcome<Compiled> {
  return run(input, options, (compilation) => compileOne(compilation, lockOptions(options)));
}

/** Compiles the targets of a blueprint, all or none; a blueprint without targets is one. */
export function compileTargets(input: Input, options: TargetOptions = {}): Outcome<readonly Compiled[]> {
  const { targets, expect } = options;
  return run(input, options, (compilation) => compileAll(compilation, targets, expect, lockOptions(options)));
}

/** What the targets of a blueprint ask of the solver, without asking it. */
export function requests(input: Input, options: TargetOptions = {}): Outcome<readonly Prepared[]> {
  return run(input, { ...options, withoutSecrets: true }, (compilation) =>
    forEachTarget(compilation, options.targets, options.expect, prepare),
  );
}

/** The finished image of a blueprint, before its disk is planned. */
export function resolve(input: Input, options: Options = {}): Outcome<Resolved> {
  return run(input, { ...options, withoutSecrets: true }, resolveOne);
}

/** A blueprint of osbuild's as YAML of ours, and what became of each key. */
export function convert(input: Input, options: Options = {}): Outcome<Conversion> {
  return run(input, options, convertBlueprint);
}

/** What there is to know of a blueprint before it is compiled: its bases, targets and parameters. */
export function describeBlueprint(
  input: Input,
  options: Pick<Options, 'definitions'> = {},
): Outcome<BlueprintDescription> {
  return run(input, options, ({ definitions, diagnostics }) => describeInput(input, definitions, diagnostics));
}

/** Scripts that check systems which booted from the images of a blueprint, in sh. */
export function probeTargets(input: Input, options: TargetOptions = {}): Outcome<readonly TargetProbe[]> {
  return run(input, { ...options, withoutSecrets: true }, (compilation) =>
    forEachTarget(compilation, options.targets, options.expect, probeCompilation),
  );
}

/** All that can be said of where a blueprint's image comes from; `walkOf` and `answersTo` read it. */
export function explain(input: Input, options: Options = {}): Outcome<Explanation> {
  return run(input, { ...options, withoutSecrets: true }, (compilation) => explainBlueprint(compilation, options.lock));
}

/** The same for targets of a blueprint; all of them if none are named. */
export function explainTargets(input: Input, options: TargetOptions = {}): Outcome<readonly Explanation[]> {
  return run(input, { ...options, withoutSecrets: true }, (compilation) =>
    forEachTarget(compilation, options.targets, options.expect, (one) => explainBlueprint(one, options.lock)),
  );
}
