// A compiled pipeline, walked item by item -> slots of stages, and what the emitted ones need.

import { hash } from 'node:crypto';
import type { Definitions } from '../1-load/definitions.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Plan } from '../5-plan-disk/plan.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { entries } from '../template/entries.ts';
import { look } from '../template/look.ts';
import { pathKey } from '../template/path.ts';
import { inner, type Level, MissingValue, Names, newSession, type Scope } from '../template/scope.ts';
import type { CompiledPipeline, CompiledStage, Item } from './compiled.ts';
import type { Slot } from './draft.ts';
import { type Gathering, gather } from './gather.ts';
import { blockStages } from './pipelines.ts';
import { rawBag, restStages } from './raw-stages.ts';
import { type Frame, NOTHING, type Pass, type Rendered, renderStage } from './stage.ts';

/** One rendering of all pipelines: what they share. */
export interface Rendering {
  readonly image: Image;
  readonly plan: Plan | undefined;
  readonly definitions: Definitions;
  readonly diagnostics: Diagnostics;
  /** Text of inline files, by id. */
  readonly inline: Map<string, string>;
  /** Everything of the image that was read. */
  readonly reads: Set<string>;
}

/** The walk of one pipeline. */
interface Walk extends Rendering {
  readonly one: CompiledPipeline;
  readonly pass: Pass;
  readonly needs: Gathering;
  readonly slots: Slot[];
}

/** The stages of a pipeline in order. What the emitted ones need is added to `needs`. */
export function walkPipeline(rendering: Rendering, one: CompiledPipeline, names: Names, needs: Gathering): Slot[] {
  const { image, diagnostics, reads, inline } = rendering;
  const { bag, at } = rawBag(one, image, diagnostics);
  const scope: Scope = { names, session: newSession() };
  gather(one.needs, scope, needs, { definition: one.definition, path: ['needs'] }, image);
  const pass: Pass = { raw: bag, rawAt: at, inline: (text) => addFile(inline, text), resolved: false };
  const slots: Slot[] = [];
  walkItems({ ...rendering, one, pass, needs, slots }, one.items, scope, {});
  for (const read of scope.session.reads) reads.add(read);
  return slots;
}

function addFile(inline: Map<string, string>, text: string): string {
  const id = `sha256:${hash('sha256', text, 'hex')}`;
  inline.set(id, text);
  return id;
}

function walkItems(walk: Walk, items: readonly Item[], scope: Scope, frame: Frame): void {
  for (const item of items) {
    if (item.kind === 'stage') walkStage(walk, item.stage, scope, frame);
    else if (item.kind === 'part') walkPart(walk, item, scope, frame);
    else if (item.kind === 'blocks') walkBlocks(walk, item.role, scope, frame);
    else for (const stage of restStages(item, walk.one, walk.pass.raw)) walkStage(walk, stage, scope, {});
  }
}

/** The stages of a part, or of one for each entry of what it repeats over. */
function walkPart(walk: Walk, item: Item & { kind: 'part' }, scope: Scope, frame: Frame): void {
  if (!item.each) {
    walkPartOnce(walk, item, scope, frame);
    return;
  }
  const found = look(item.each, scope);
  if (found) for (const entry of entries(found)) walkPartOnce(walk, item, inner(scope, entry), frame);
}

function walkPartOnce(walk: Walk, item: Item & { kind: 'part' }, scope: Scope, frame: Frame): void {
  const causes = [...(frame.causes ?? [])];
  if (item.condition && !item.condition({ names: scope.names, session: { ...scope.session, causes } })) return;
  const of = item.of && look(item.of, scope);
  const inside = item.of ? inner(scope, { of: { value: of?.value, at: of?.at } }) : scope;
  walkItems(walk, item.items, inside, {
    devices: item.devices ?? frame.devices,
    mounts: item.mounts ?? frame.mounts,
    causes: of?.at === undefined ? causes : [...causes, of.at],
  });
}

function walkBlocks(walk: Walk, role: 'prepare' | 'format' | 'finish', scope: Scope, frame: Frame): void {
  const { definitions, diagnostics, image } = walk;
  const blocks = walk.plan?.blocks ?? [];
  // what is finished last is what holds the others
  for (const { block, view } of role === 'finish' ? blocks.toReversed() : blocks) {
    const { stages, needs } = blockStages(definitions, block.kind, role, diagnostics);
    const inside = inner(scope, { block: { value: view, from: [pathKey(block.at)] } });
    if (role === 'format') {
      const definition = definitions.get('block', block.kind, diagnostics)!;
      gather(needs, inside, walk.needs, { definition, path: ['needs'] }, image);
    }
    for (const stage of stages) walkStage(walk, stage, inside, frame);
  }
}

function walkStage(walk: Walk, stage: CompiledStage, scope: Scope, frame: Frame): void {
  const { pass, needs, image, reads, slots } = walk;
  const rendered = guarded(walk, stage, () => {
    const done = renderStage(stage, scope, frame, pass);
    for (const used of done.scopes) gather(stage.needs, used, needs, stage.source, image);
    return done;
  });
  for (const r of rendered.stages) for (const read of r.reads) reads.add(read);
  if (!rendered.later && rendered.stages.length === 0) return;
  const again = (names: Level) => {
    const resolved: Scope = { names: new Names(names, scope.names), session: newSession() };
    return guarded(walk, stage, () => renderStage(stage, resolved, frame, { ...pass, resolved: true }));
  };
  slots.push({ rendered, again: rendered.later ? again : undefined });
}

/** A rendering, or nothing and a message where a template asked for what is not there. */
function guarded({ one, diagnostics }: Walk, stage: CompiledStage, work: () => Rendered): Rendered {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    const { definition, path } = stage.source;
    diagnostics.error(
      'missing-value',
      `The stage ${stage.type} of the pipeline "${one.name}" asks for "\${${error.path}}", and nothing says it.`,
      {
        place: definition.doc.place(path),
        hint: error.path.startsWith('disk.')
          ? 'The plan of this disk does not have it: check the partitions.'
          : `Say it in the blueprint or in one of the components; or write "\${${error.path}?}", which leaves it out.`,
      },
    );
    return NOTHING;
  }
}
