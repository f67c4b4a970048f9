// What has to be true of an image that can be used, and of a manifest that can be built.

import type { Definitions } from '../1-load/definitions.ts';
import type { Document } from '../1-load/document.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import type { Target } from '../3-resolve/facts.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import type { Draft } from '../6-render/draft.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { checkExcluded } from './excluded.ts';
import { checkRules } from './rules.ts';
import { checkUnused } from './unused-settings.ts';
import { whereUsed } from './where-used.ts';

/** What is checked: an image, all that was made of it, and the blueprint that it is from. */
export interface VerifyInput {
  readonly image: Image;
  readonly plan: Plan | undefined;
  readonly facts: Facts;
  readonly draft: Draft;
  readonly blueprint: Document;
  readonly target: Target;
  /** The blueprint's files, and its name. */
  readonly line: readonly Document[];
  readonly name: string;
}

/** Checks the image: every setting is used, every rule holds. */
export function verifyImage(
  { image, plan, facts, draft, blueprint, target, line, name }: VerifyInput,
  definitions: Definitions,
  diagnostics: Diagnostics,
): void {
  const requests = draft.pipelines.flatMap(({ request }) => request ?? []);
  checkExcluded(requests, diagnostics);
  const requested = Object.fromEntries(
    draft.pipelines.map((p) => [p.compiled.name, p.request?.transactions.flatMap((t) => t.install) ?? []]),
  );
  const tree = factText(facts, 'tree_pipeline');
  checkRules(
    {
      image,
      plan,
      facts,
      requested: { ...requested, tree: requested[tree ?? ''] ?? [] },
      dropped: new Map(requests.flatMap((request) => [...request.dropped])),
      blueprint,
      chosen: target.places.environment,
    },
    definitions,
    diagnostics,
  );
  // what a stage misses where a rule is broken follows from that, and the rule says better why
  if (diagnostics.list.some((d) => d.code === 'rule' && d.severity === 'error')) diagnostics.withdraw('missing-value');
  if (diagnostics.failed) return;
  checkUnused(
    image,
    draft.reads,
    ['distro', 'platform', 'environment'].map((name) => factText(facts, name)).join(', '),
    () => whereUsed({ target, line, name }, definitions),
    target.name !== undefined,
    diagnostics,
  );
}
