// The finished image, the plan of its disk and the pipelines' files -> stages, and what they need from the solver.
//
// Rendered twice: once for what the stages need, and again, where they read the lock, when packages are resolved.

import type { Definitions } from '../1-load/definitions.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import { type Diagnostics, Stop } from '../diagnostics/diagnostic.ts';
import { didYouMean, thereAre } from '../diagnostics/nearest.ts';
import { pathKey } from '../template/path.ts';
import { type Bound, MissingValue, Names } from '../template/scope.ts';
import type { CompiledPipeline } from './compiled.ts';
import type { Draft, DraftPipeline } from './draft.ts';
import { type Gathered, newGathered } from './gather.ts';
import { headerText } from './header.ts';
import { pipeline as compiledPipeline } from './pipelines.ts';
import { collectRequest } from './requests.ts';
import type { RenderedStage } from './stage.ts';
import { type Rendering, walkPipeline } from './walk.ts';

/** What stages are made from. */
export interface RenderInput {
  readonly image: Image;
  readonly plan: Plan | undefined;
  readonly facts: Facts;
}

/** What the plan of the disk is worked out from. */
export const DISK_READS = [['disk'], ['boot', 'partitions']].map(pathKey);

/** First pass: all stages, but for what only the lock knows; and the requests to the solver. */
export function render(input: RenderInput, definitions: Definitions, diagnostics: Diagnostics): Draft {
  try {
    return renderAll(input, definitions, diagnostics);
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    diagnostics.error('missing-value', `A pipeline asks for "\${${error.path}}", and nothing says it.`, {
      place: placeOf(originAt(input.image.merge.root, ['pipelines']), 'key'),
      hint: 'Say it, or take the pipeline out of "pipelines".',
    });
    throw new Stop();
  }
}

function renderAll(input: RenderInput, definitions: Definitions, diagnostics: Diagnostics): Draft {
  const { image, plan, facts } = input;
  const compiled = (image.words.pipelines ?? [])
    .map(
      (name) =>
        compiledPipeline(definitions, name, diagnostics) ?? unknownPipeline(name, image, definitions, diagnostics),
    )
    .filter((p) => p !== undefined);
  diagnostics.stopIfFailed();
  const inline = new Map<string, string>();
  const reads = new Set<string>(['pipelines']);
  // the disk's file is that of the pipeline which makes it
  const planned = [...DISK_READS, pathKey(['artifact', factText(facts, 'disk_pipeline') ?? '', 'filename'])];
  const root = new Names({
    ...Object.fromEntries(Object.keys(facts).map((name): [string, Bound] => [name, { value: factText(facts, name) }])),
    image: { value: image.words, at: '' },
    asked: { value: image.asked, at: '' },
    ...(plan && { disk: { value: plan, from: planned } }),
    lock: { value: undefined, later: true },
    self: { value: undefined, later: true },
  });
  if (plan) for (const read of planned) reads.add(read);
  const rendering: Rendering = { image, plan, definitions, diagnostics, inline, reads };
  const treeName = factText(facts, 'tree_pipeline');
  const needs = new Map<string, Gathered>(compiled.map((p) => [p.name, newGathered()]));
  const treeNeeds = new Map<string, Gathered>(compiled.map((p) => [p.name, newGathered()]));
  const files = compiled.map((p) => headerText(p.file, root, reads));
  const drafts = new Map<CompiledPipeline, DraftPipeline>();
  for (const one of buildersLast(compiled)) {
    const i = compiled.indexOf(one);
    const before = compiled[i - 1];
    const { packages, labels } = needs.get(one.name)!;
    const file = files[i - 1];
    const input = before && { pipeline: before.name, ...(file !== undefined && { file }) };
    const names = new Names(
      {
        output: { value: { pipeline: one.name, file: files[i] } },
        input: input && { value: input },
        needs: { value: { packages: [...packages.keys()], labels: Object.fromEntries(labels) } },
        stages: { value: image.words.stages?.[one.name] },
      },
      root,
    );
    const ownTree = one.packages !== undefined ? one.name : treeName;
    const gathering = {
      build: needs.get(one.build ?? '') ?? newGathered(),
      tree: treeNeeds.get(ownTree ?? '') ?? newGathered(),
    };
    const slots = walkPipeline(rendering, one, names, gathering);
    drafts.set(one, {
      compiled: one,
      slots,
      file: files[i],
      runner: headerText(one.runner, names, reads),
      picks: Object.fromEntries(
        one.picks.flatMap(([pick, program]) => {
          const text = headerText(program, names, reads);
          return text === undefined ? [] : [[pick, text]];
        }),
      ),
      request: undefined,
      requestReads: [],
    });
    if (slots.length === 0 && !diagnostics.failed)
      diagnostics.error('bad-manifest', `The pipeline "${one.name}" has no stages on this target.`, {
        place: placeOf(originAt(image.merge.root, ['pipelines', one.name])),
        hint: 'Take it out of "pipelines".',
      });
  }
  const pipelines = compiled.map((one): DraftPipeline => {
    const draft = drafts.get(one)!;
    const own = new Set<string>();
    const request =
      one.packages && collectRequest(one, own, root, needs.get(one.name)!, treeNeeds.get(one.name)!, image);
    for (const read of own) reads.add(read);
    return { ...draft, request, requestReads: [...own] };
  });
  return { pipelines, inline, reads, names: root };
}

/** Pipelines that others are built in come after those: what stands in them depends on what the others need. */
function buildersLast(pipelines: readonly CompiledPipeline[]): CompiledPipeline[] {
  const builders = new Set(pipelines.map((p) => p.build));
  return [...pipelines.filter((p) => !builders.has(p.name)), ...pipelines.filter((p) => builders.has(p.name))];
}

function unknownPipeline(name: string, image: Image, definitions: Definitions, diagnostics: Diagnostics): undefined {
  // one that is there and is not right was told of when it was read
  if (definitions.names('pipeline').includes(name)) return;
  const index = String(image.words.pipelines?.indexOf(name) ?? 0);
  diagnostics.error(
    'unknown-name',
    `There is no pipeline "${name}".${didYouMean(name, definitions.names('pipeline'))}`,
    {
      place: placeOf(originAt(image.merge.root, ['pipelines', index])),
      hint: thereAre(definitions.names('pipeline')),
    },
  );
}

/** Second pass: the stages that read the lock, with it. `self` is what the lock has for each pipeline. */
export function renderResolved(
  draft: Draft,
  self: (pipeline: string) => unknown,
  lock: unknown,
): { pipeline: DraftPipeline; stages: RenderedStage[] }[] {
  return draft.pipelines.map((pipeline) => ({
    pipeline,
    stages: pipeline.slots.flatMap((slot) => {
      if (slot.again)
        slot.rendered = slot.again({
          self: { value: self(pipeline.compiled.name), from: pipeline.requestReads },
          lock: { value: lock },
        });
      for (const stage of slot.rendered.stages) for (const read of stage.reads) draft.reads.add(read);
      return slot.rendered.stages;
    }),
  }));
}
