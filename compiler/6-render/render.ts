// The finished image, the plan of its disk and the pipelines' files -> stages, and what they need from the solver.
//
// Rendered twice: once for what the stages need, and again, where they read the lock, when packages are resolved.

import { createHash } from 'node:crypto';
import type { Definitions } from '../1-load/definitions.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import { nodeAt, type Origin, originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';
import { pathKey } from '../template/path.ts';
import { type Bound, inner, MissingValue, type Names, newSession, type Scope } from '../template/scope.ts';
import { LEFT_OUT, look, type Program } from '../template/template.ts';
import {
  blockStages,
  type CompiledNeeds,
  type CompiledPipeline,
  type CompiledStage,
  pipeline as compiledPipeline,
  type Item,
} from './pipelines.ts';
import { collectRequest, type Request } from './requests.ts';
import { type Frame, type RawBag, type Rendered, type RenderedStage, renderStage, type StageContext } from './stage.ts';

/** A place in a pipeline: rendered already, or to be rendered again when packages are resolved. */
interface Slot {
  rendered: Rendered;
  readonly again: ((names: Names) => Rendered) | undefined;
}

export interface DraftPipeline {
  readonly compiled: CompiledPipeline;
  readonly slots: Slot[];
  readonly file: string | undefined;
  readonly runner: string | undefined;
  readonly request: Request | undefined;
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

/** What stages need of the build root, and of the tree. */
export interface Gathered {
  /** Package -> who needs it. */
  readonly packages: Map<string, Origin>;
  readonly labels: Map<string, string>;
}

const newGathered = (): Gathered => ({ packages: new Map(), labels: new Map() });

export interface RenderInput {
  readonly image: Image;
  readonly plan: Plan | undefined;
  readonly facts: Facts;
}

/** First pass: all stages, but for what only the lock knows; and the requests to the solver. */
export function render(input: RenderInput, definitions: Definitions, diagnostics: Diagnostics): Draft {
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
  const root: Names = {
    ...Object.fromEntries(Object.keys(facts).map((name): [string, Bound] => [name, { value: factText(facts, name) }])),
    image: { value: image.words, at: '' },
    asked: { value: image.asked, at: '' },
    ...(plan && { disk: { value: plan } }),
    lock: { value: undefined, later: true },
    self: { value: undefined, later: true },
  };
  if (plan) for (const read of [['disk'], ['boot', 'partitions']]) reads.add(pathKey(read));
  const renderer = new Renderer(image, plan, definitions, diagnostics, inline, reads);
  const treeName = factText(facts, 'tree_pipeline');
  const needs = new Map<string, Gathered>(compiled.map((p) => [p.name, newGathered()]));
  const treeNeeds = new Map<string, Gathered>(compiled.map((p) => [p.name, newGathered()]));
  const files = compiled.map((p) => renderer.text(p.file, root));
  const drafts = new Map<CompiledPipeline, DraftPipeline>();
  for (const one of buildersLast(compiled)) {
    const i = compiled.indexOf(one);
    const before = compiled[i - 1];
    const names: Names = {
      ...root,
      output: { value: { pipeline: one.name, file: files[i] } },
      ...(before && {
        input: { value: { pipeline: before.name, ...(files[i - 1] !== undefined && { file: files[i - 1] }) } },
      }),
      needs: {
        value: {
          packages: [...needs.get(one.name)!.packages.keys()],
          labels: Object.fromEntries(needs.get(one.name)!.labels),
        },
      },
      stages: { value: image.words.stages?.[one.name] },
    };
    const ownTree = one.packages !== undefined ? one.name : treeName;
    const gather = {
      build: needs.get(one.build ?? '') ?? newGathered(),
      tree: treeNeeds.get(ownTree ?? '') ?? newGathered(),
    };
    const slots = renderer.pipeline(one, names, gather);
    drafts.set(one, {
      compiled: one,
      slots,
      file: files[i],
      runner: renderer.text(one.runner, names),
      picks: Object.fromEntries(
        one.picks.flatMap(([pick, program]) => {
          const text = renderer.text(program, names);
          return text === undefined ? [] : [[pick, text]];
        }),
      ),
      request: undefined,
    });
    if (slots.length === 0)
      diagnostics.error('bad-manifest', `The pipeline "${one.name}" has no stages on this target.`, {
        hint: 'Take it out of "pipelines".',
      });
  }
  const pipelines = compiled.map((one): DraftPipeline => {
    const draft = drafts.get(one)!;
    const request =
      one.packages && collectRequest(one, renderer, root, needs.get(one.name)!, treeNeeds.get(one.name)!, image);
    return { ...draft, request };
  });
  diagnostics.stopIfFailed();
  return { pipelines, inline, reads, names: root };
}

/** Pipelines that others are built in come after those: what stands in them depends on what the others need. */
function buildersLast(pipelines: readonly CompiledPipeline[]): CompiledPipeline[] {
  const builders = new Set(pipelines.map((p) => p.build));
  return [...pipelines.filter((p) => !builders.has(p.name)), ...pipelines.filter((p) => builders.has(p.name))];
}

function unknownPipeline(name: string, image: Image, definitions: Definitions, diagnostics: Diagnostics): undefined {
  const index = String(image.words.pipelines?.indexOf(name) ?? 0);
  diagnostics.error(
    'unknown-name',
    `There is no pipeline "${name}".${didYouMean(name, definitions.names('pipeline'))}`,
    {
      place: placeOf(originAt(image.merge.root, ['pipelines', index])),
      hint: `There are ${oneOf(definitions.names('pipeline'), 40)}.`,
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
        slot.rendered = slot.again({ self: { value: self(pipeline.compiled.name) }, lock: { value: lock } });
      for (const stage of slot.rendered.stages) for (const read of stage.reads) draft.reads.add(read);
      return slot.rendered.stages;
    }),
  }));
}

/** One rendering of all pipelines: what they share. */
export class Renderer {
  readonly image: Image;
  readonly plan: Plan | undefined;
  readonly definitions: Definitions;
  readonly diagnostics: Diagnostics;
  readonly reads: Set<string>;
  readonly #inline: Map<string, string>;

  constructor(
    image: Image,
    plan: Plan | undefined,
    definitions: Definitions,
    diagnostics: Diagnostics,
    inline: Map<string, string>,
    reads: Set<string>,
  ) {
    this.image = image;
    this.plan = plan;
    this.definitions = definitions;
    this.diagnostics = diagnostics;
    this.reads = reads;
    this.#inline = inline;
  }

  pipeline(one: CompiledPipeline, names: Names, gather: { build: Gathered; tree: Gathered }): Slot[] {
    const { bag, at } = this.#rawBag(one);
    const scope: Scope = { names, session: { ...newSession(), reads: this.reads } };
    this.#gather(one.needs, scope, gather, { definition: one.definition, path: ['needs'] });
    const context: StageContext = { raw: bag, rawAt: at, inline: (text) => this.#file(text), resolved: false };
    const slots: Slot[] = [];
    this.#items(one.items, scope, {}, context, gather, slots, one);
    return slots;
  }

  #items(
    items: readonly Item[],
    scope: Scope,
    frame: Frame,
    context: StageContext,
    gather: { build: Gathered; tree: Gathered },
    slots: Slot[],
    one: CompiledPipeline,
  ): void {
    for (const item of items) {
      if (item.kind === 'stage') this.#stage(item.stage, scope, frame, context, gather, slots, one);
      else if (item.kind === 'part') {
        if (item.condition && !item.condition(scope)) continue;
        const of = item.of && look(item.of, scope, false);
        const inside = item.of
          ? inner(scope, {
              of: of ? { value: of.value, ...(of.at !== undefined && { at: of.at }) } : { value: undefined },
            })
          : scope;
        this.#items(
          item.items,
          inside,
          { devices: item.devices ?? frame.devices, mounts: item.mounts ?? frame.mounts },
          context,
          gather,
          slots,
          one,
        );
      } else if (item.kind === 'blocks') {
        for (const { block, view } of this.plan?.blocks ?? []) {
          const { stages, needs } = blockStages(this.definitions, block.kind, item.role, this.diagnostics);
          const inside = inner(scope, { block: { value: view } });
          if (item.role === 'format')
            this.#gather(needs, inside, gather, {
              definition: this.definitions.get('block', block.kind, this.diagnostics)!,
              path: ['needs'],
            });
          for (const stage of stages) this.#stage(stage, inside, frame, context, gather, slots, one);
        }
      } else this.#rest(item, scope, context, gather, slots, one);
    }
  }

  #stage(
    stage: CompiledStage,
    scope: Scope,
    frame: Frame,
    context: StageContext,
    gather: { build: Gathered; tree: Gathered },
    slots: Slot[],
    one: CompiledPipeline,
  ): void {
    try {
      const rendered = renderStage(stage, scope, frame, context);
      for (const used of rendered.scopes) this.#gather(stage.needs, used, gather, stage.source);
      for (const r of rendered.stages) for (const read of r.reads) this.reads.add(read);
      if (!rendered.later && rendered.stages.length === 0) return;
      const again = rendered.later
        ? (names: Names) => {
            const resolved: Scope = {
              names: Object.assign(Object.create(scope.names) as object, names) as Names,
              session: { ...newSession() },
            };
            return (
              this.#guard(stage, one, () => renderStage(stage, resolved, frame, { ...context, resolved: true })) ?? {
                stages: [],
                later: false,
                scopes: [],
              }
            );
          }
        : undefined;
      slots.push({ rendered, again });
    } catch (error) {
      this.#missing(error, stage, one);
    }
  }

  #guard<T>(stage: CompiledStage, one: CompiledPipeline, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.#missing(error, stage, one);
      return undefined;
    }
  }

  #missing(error: unknown, stage: CompiledStage, one: CompiledPipeline): void {
    if (!(error instanceof MissingValue)) throw error;
    const { definition, path } = stage.source;
    this.diagnostics.error(
      'missing-value',
      `The stage ${stage.type} of the pipeline "${one.name}" asks for "\${${error.path}}", and nothing says it.`,
      {
        place: definition.doc.place(path),
        hint: error.path.startsWith('disk.')
          ? 'The plan of this disk does not have it: check the partitions.'
          : 'Say it in the blueprint or in one of the components.',
      },
    );
  }

  /** Raw stages that have no place of their own, at the place for the rest. */
  #rest(
    item: Item & { kind: 'rest' },
    scope: Scope,
    context: StageContext,
    gather: { build: Gathered; tree: Gathered },
    slots: Slot[],
    one: CompiledPipeline,
  ): void {
    for (const type of Object.keys(context.raw)) {
      if (one.places.has(type)) continue;
      const stage: CompiledStage = {
        type,
        condition: undefined,
        each: undefined,
        later: false,
        options: undefined,
        writesOptions: false,
        inputs: undefined,
        devices: undefined,
        mounts: undefined,
        needs: undefined,
        always: false,
        raw: 'one',
        source: item.source,
      };
      this.#stage(stage, scope, {}, context, gather, slots, one);
    }
  }

  /** What layers say raw for a pipeline: under its own name, or as `tree` and `disk`, the payload's. */
  #rawBag(one: CompiledPipeline): { bag: RawBag; at: string } {
    const { stages = {} } = this.image.words;
    const bag = (stages[one.name] ?? {}) as RawBag;
    for (const type of Object.keys(bag)) {
      if (one.places.has(type) || one.hasRest) continue;
      this.diagnostics.error('no-place', `The pipeline "${one.name}" has no place for the stage ${type}.`, {
        place: placeOf(originAt(this.image.merge.root, ['stages', one.name, type]), 'key'),
        hint: `It has places for ${oneOf([...one.places.keys()], 80)}.`,
      });
    }
    return { bag, at: pathKey(['stages', one.name]) };
  }

  #file(text: string): string {
    const id = `sha256:${createHash('sha256').update(text).digest('hex')}`;
    this.#inline.set(id, text);
    return id;
  }

  /** Adds what an emitted stage needs to what its build root and its tree need. */
  #gather(
    needs: CompiledNeeds | undefined,
    scope: Scope,
    gather: { build: Gathered; tree: Gathered },
    source: CompiledStage['source'],
  ): void {
    if (!needs) return;
    const list = (program: Program | undefined) =>
      ([] as unknown[])
        .concat(program?.(scope) ?? [])
        .filter((name) => name !== LEFT_OUT && name !== '')
        .map(String);
    const origin: Origin = {
      layer: {
        doc: source.definition.doc,
        at: [],
        component: `${source.definition.kind} ${source.definition.name}`,
        asked: false,
        words: {},
      },
      path: source.path,
    };
    for (const name of list(needs.buildPackages))
      if (!gather.build.packages.has(name)) gather.build.packages.set(name, origin);
    for (const name of list(needs.treePackages))
      if (!gather.tree.packages.has(name)) gather.tree.packages.set(name, this.#asker(scope) ?? origin);
    const labels = needs.labels?.(scope);
    if (labels && typeof labels === 'object')
      for (const [path, label] of Object.entries(labels)) gather.build.labels.set(path, String(label));
  }

  /** The setting that brought a stage about, for messages: the first of the user's that it read. */
  #asker(scope: Scope): Origin | undefined {
    for (const read of scope.session.reads) {
      const node = nodeAt(this.image.merge.root, read.split('\u0000'));
      if (node && 'kind' in node && node.origin.layer.asked) return node.origin;
    }
    return undefined;
  }

  /** Renders a header's template to text. */
  text(program: Program | undefined, names: Names): string | undefined {
    const result = this.value(program, names);
    return result === undefined ? undefined : String(result);
  }

  value(program: Program | undefined, names: Names): unknown {
    const result = program?.({ names, session: { ...newSession(), reads: this.reads } });
    return result === LEFT_OUT ? undefined : result;
  }
}
