// Pipeline files once their templates are functions: pipelines, and what stands in their lists of stages.

import type { Definition } from '../1-load/definitions.ts';
import type { TemplatePath } from '../template/path.ts';
import type { Scope } from '../template/scope.ts';
import type { Program } from '../template/template.ts';

/** A stage of a pipeline file, compiled. */
export interface CompiledStage {
  readonly type: string;
  readonly condition: ((scope: Scope) => boolean) | undefined;
  readonly each: TemplatePath | undefined;
  /** `each` reads the lock, so that there are no instances before packages are resolved. */
  readonly later: boolean;
  readonly options: Program | undefined;
  readonly writesOptions: boolean;
  readonly inputs: Program | undefined;
  readonly devices: Program | undefined;
  readonly mounts: Program | undefined;
  readonly needs: CompiledNeeds | undefined;
  readonly always: boolean;
  /** How the raw bag reaches it: as the one place of its type, by instance, or not at all. */
  readonly raw: 'one' | 'many' | 'none';
  /** Where it stands, for messages and the source map. */
  readonly source: { definition: Definition; path: readonly string[] };
}

/** What a stage needs to run, worked out where it is emitted. */
export interface CompiledNeeds {
  readonly buildPackages: Program | undefined;
  readonly labels: Program | undefined;
  readonly treePackages: Program | undefined;
  /** Whether the tree needs them before its kernel is installed. */
  readonly early: boolean;
}

/** What stands in a list of stages: a stage, the stages of a part or of blocks, or the place of raw stages without one. */
export type Item =
  | { readonly kind: 'stage'; readonly stage: CompiledStage }
  | {
      readonly kind: 'part';
      readonly items: readonly Item[];
      readonly of: TemplatePath | undefined;
      readonly each: TemplatePath | undefined;
      readonly condition: ((scope: Scope) => boolean) | undefined;
      readonly devices: Program | undefined;
      readonly mounts: Program | undefined;
    }
  | { readonly kind: 'blocks'; readonly role: 'prepare' | 'format' | 'finish' }
  | { readonly kind: 'rest'; readonly source: { definition: Definition; path: readonly string[] } };

/** A pipeline file, compiled. */
export interface CompiledPipeline {
  readonly name: string;
  readonly definition: Definition;
  readonly build: string | null;
  readonly runner: Program | undefined;
  readonly file: Program | undefined;
  readonly packages:
    | { install: Program; exclude: Program; asked: Program; askedExclude: Program; weak: Program; modules: Program }
    | undefined;
  readonly picks: readonly (readonly [string, Program])[];
  readonly needs: CompiledNeeds | undefined;
  readonly items: readonly Item[];
  /** Types that have a place, with how the raw bag reaches them. */
  readonly places: ReadonlyMap<string, 'one' | 'many'>;
  readonly hasRest: boolean;
}
