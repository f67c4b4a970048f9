// One compilation, and what the phases hand to each other in it.

import type { Blueprint, Input } from './1-load/blueprint.ts';
import type { Definitions } from './1-load/definitions.ts';
import type { Document } from './1-load/document.ts';
import type { SecretReader } from './1-load/secrets.ts';
import type { Settings } from './2-validate/params.ts';
import type { Choices } from './3-resolve/choose.ts';
import type { Target } from './3-resolve/facts.ts';
import type { Layer } from './3-resolve/image.ts';
import type { Image } from './4-customize/customize.ts';
import type { Plan } from './5-plan-disk/plan.ts';
import type { Draft, DraftPipeline } from './6-render/draft.ts';
import type { RenderedStage } from './6-render/stage.ts';
import type { ContainerRequest } from './7-lock/containers.ts';
import type { LockedTarget } from './7-lock/lock-file.ts';
import type { SolverRequest } from './7-lock/solver.ts';
import type { Manifest } from './8-emit/manifest.ts';
import type { Diagnostics } from './diagnostics/diagnostic.ts';

/** What a compilation is given: a blueprint, what is chosen beside it, and where its messages go. */
export interface Compilation {
  readonly input: Input;
  /** The blueprint, where it was read already. */
  readonly opened?: Blueprint;
  readonly choices: Choices;
  /** Values of the blueprint's parameters. */
  readonly settings?: Settings | undefined;
  /** How references to secrets are followed. */
  readonly secrets: SecretReader;
  readonly definitions: Definitions;
  readonly diagnostics: Diagnostics;
}

/** After phase 4. */
export interface Resolved {
  readonly blueprint: Document;
  /** The blueprint's bases and itself. */
  readonly line: readonly Document[];
  readonly name: string;
  readonly target: Target;
  readonly layers: readonly Layer[];
  readonly image: Image;
}

/** After phase 6. */
export interface Prepared extends Resolved {
  readonly plan: Plan | undefined;
  readonly draft: Draft;
  readonly requests: readonly SolverRequest[];
}

/** After phase 9. */
export interface Compiled extends Prepared {
  readonly locked: LockedTarget;
  /** The containers that it asks for. */
  readonly containers: readonly ContainerRequest[];
  /** What the lock had for this target, fresh or not. */
  readonly before: LockedTarget | undefined;
  /** The text of the new lock, where it is another than the old one. */
  readonly newLock: string | undefined;
  readonly stages: readonly { pipeline: DraftPipeline; stages: readonly RenderedStage[] }[];
  readonly manifest: Manifest;
}
