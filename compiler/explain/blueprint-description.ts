// A blueprint -> what there is to know before it is compiled: its bases, its targets, and the parameters that it takes.

import { type Input, loadBlueprint, nameOf } from '../1-load/blueprint.ts';
import type { Definitions } from '../1-load/definitions.ts';
import { isMap, type Json } from '../1-load/document.ts';
import { declaredParams } from '../2-validate/params.ts';
import { checkDeclarations } from '../2-validate/place-params.ts';
import { type Head, headOf, targetNames } from '../3-resolve/head.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';

/** What a blueprint, or one of its targets, chooses. */
export interface Chosen {
  readonly distro?: string;
  readonly platform?: string;
  readonly environment?: string;
  readonly type?: string;
  readonly workloads: readonly string[];
}

/** A parameter of a blueprint, and where it is declared. */
export interface ParamDescription {
  readonly name: string;
  readonly type: string;
  readonly description?: string;
  /** Left out where it has to be set. */
  readonly default?: Json;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly line: number;
  readonly file: string;
}

/** What there is to know of a blueprint before it is compiled. */
export interface BlueprintDescription {
  readonly name: string;
  readonly description: string;
  readonly file: string;
  /** The files that it extends, the farthest first. */
  readonly extends: readonly string[];
  readonly chooses: Chosen;
  readonly params: readonly ParamDescription[];
  readonly targets: readonly (Chosen & { readonly name: string })[];
}

/** Describes a blueprint, whether or not its parameters are set. */
export function describeBlueprint(
  input: Input,
  definitions: Definitions,
  diagnostics: Diagnostics,
): BlueprintDescription {
  const { doc, line } = loadBlueprint(input, definitions, diagnostics);
  for (const one of line) checkDeclarations(one, diagnostics);
  diagnostics.stopIfFailed();
  const { description } = isMap(doc.value) ? doc.value : {};
  return {
    name: nameOf(doc),
    description: typeof description === 'string' ? description : '',
    file: doc.file,
    extends: line.slice(0, -1).map(({ file }) => file),
    chooses: chosen(headOf(line)),
    params: declaredParams(line).map(({ place, type = 'string', ...param }) => {
      const { file, line: at } = place();
      return { ...param, default: param.default as Json, type, file, line: at };
    }),
    targets: targetNames(line).map((name) => ({ name, ...chosen(headOf(line, name)) })),
  };
}

function chosen({ distro, platform, environment, type, workloads }: Head): Chosen {
  return {
    ...(distro && { distro: distro.name }),
    ...(platform && { platform: platform.name }),
    ...(environment && { environment: environment.name }),
    ...(type && { type: type.name }),
    workloads: workloads.map(({ name }) => name),
  };
}
