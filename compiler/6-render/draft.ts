// Pipelines as they are between the two renderings: all that can be known before packages are resolved.

import type { Level, Names } from '../template/scope.ts';
import type { CompiledPipeline } from './compiled.ts';
import type { Request } from './requests.ts';
import type { Rendered } from './stage.ts';

/** A place in a pipeline: rendered already, or to be rendered again when packages are resolved. */
export interface Slot {
  rendered: Rendered;
  readonly again: ((names: Level) => Rendered) | undefined;
}

/** A pipeline of a draft. */
export interface DraftPipeline {
  readonly compiled: CompiledPipeline;
  readonly slots: Slot[];
  readonly file: string | undefined;
  readonly runner: string | undefined;
  readonly request: Request | undefined;
  /** Paths of the image that its request was worked out from, as keys. */
  readonly requestReads: readonly string[];
  /** Names of the packages whose version templates may read. */
  readonly picks: Readonly<Record<string, string>>;
}

/** All pipelines of a manifest, waiting for packages. */
export interface Draft {
  readonly pipelines: readonly DraftPipeline[];
  /** Text of inline files, by id. */
  readonly inline: ReadonlyMap<string, string>;
  /** Everything of the image that was read. */
  readonly reads: Set<string>;
  readonly names: Names;
}
