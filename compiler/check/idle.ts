// Stages that no supported combination emits, and words of definitions that nothing reads -> messages.
//
// A few images of each kind are rendered: as they are, and with an example of every word that a user can say.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import { isMap, type Json, type Path } from '../1-load/document.ts';
import { layerSchema, type SchemaNode, typesOf } from '../2-validate/schemas.ts';
import type { Target } from '../3-resolve/facts.ts';
import { leaves, type Origin, placeOf } from '../3-resolve/image.ts';
import { isRead, isReadInside } from '../9-verify/reads.ts';
import { type Read, readOn } from '../9-verify/where-used.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { blueprintOf } from './images.ts';

interface IdleStage {
  readonly definition: Definition;
  readonly path: Path;
  readonly type: string;
}

/** What has done nothing yet. */
export interface Idle {
  readonly stages: Map<string, IdleStage>;
  /** The path of a word in the image -> who said it first. */
  readonly words: Map<string, Origin>;
  readonly read: Set<string>;
  /** One target for each layer that was met. */
  readonly samples: Target[];
  readonly met: Set<string>;
}

/**
 * Every stage of pipelines, their parts and blocks.
 * @param every all definitions of the catalog, whose rules go by lists of the checked ones
 */
export function idle(all: readonly Definition[], every: readonly Definition[]): Idle {
  const stages: Idle['stages'] = new Map();
  for (const definition of all) {
    if (!['pipeline', 'part', 'block'].includes(definition.kind) || !isMap(definition.doc.value)) continue;
    for (const list of ['stages', 'prepare', 'format', 'finish']) {
      const found: Json = definition.doc.value[list] ?? null;
      if (!Array.isArray(found)) continue;
      found.forEach((stage, i) => {
        if (!isMap(stage) || typeof stage.type !== 'string') return;
        // what the lock decides is emitted when packages are resolved
        if (typeof stage.each === 'string' && stage.each.startsWith('self.')) return;
        const path = [list, String(i)];
        stages.set(keyOf(definition, path), { definition, path, type: stage.type });
      });
    }
  }
  return { stages, words: new Map(), read: new Set(listsOfRules(every)), samples: [], met: new Set() };
}

/** Words that are lists for rules to go by: no image reads them. */
function listsOfRules(all: readonly Definition[]): string[] {
  return all
    .filter(({ kind }) => kind === 'rules')
    .flatMap(({ doc }) => [...JSON.stringify(doc.value).matchAll(/"\$each":"image\.(\w+\.\w+)/g)])
    .map(([, word]) => word!);
}

const keyOf = ({ kind, name }: Definition, path: Path): string => `${kind} ${name} ${path.join('.')}`;

/** Renders a target if it has a layer that no target before had. */
export function tryOut(found: Idle, target: Target, layers: string, definitions: Definitions): void {
  if (!target.environment) return;
  const fresh = layers.split('\n').filter((layer) => !found.met.has(layer));
  if (fresh.length === 0) return;
  for (const layer of fresh) found.met.add(layer);
  found.samples.push(target);
  renderWith({}, found, target, definitions);
}

function renderWith(
  words: Readonly<Record<string, Json>>,
  found: Idle,
  target: Target,
  definitions: Definitions,
): boolean {
  const read = readOn({ target, line: [blueprintOf(words)], name: 'check' }, definitions);
  // what is wrong with a target is told by the other checks
  if (!read) return false;
  for (const { slots } of read.draft.pipelines)
    for (const { rendered } of slots)
      for (const { source } of rendered.stages) found.stages.delete(keyOf(source.definition, source.path));
  noteReads(found, read);
  return true;
}

function noteReads(found: Idle, { image, reads }: Read): void {
  for (const { path, value, origin } of leaves(image.merge.root)) {
    const word = path.slice(0, 2).join('.');
    // a word alone is one that says nothing any more
    if (path.length === 1 && typeof value === 'object') continue;
    if (found.read.has(word)) continue;
    if (isRead(path, reads) || (typeof value === 'object' && isReadInside(path, reads))) {
      found.read.add(word);
      found.words.delete(word);
    } else if (!origin.layer.asked && !found.words.has(word)) found.words.set(word, origin);
  }
}

/** Renders the samples again, with examples, until nothing is left over; and reports what is. */
export function reportIdle(found: Idle, definitions: Definitions, diagnostics: Diagnostics): void {
  const sets = examples();
  for (const target of found.samples)
    for (const words of sets) {
      if (found.stages.size === 0 && found.words.size === 0) break;
      renderParts(Object.entries(words), words, found, target, definitions);
    }
  for (const { definition, path, type } of found.stages.values())
    diagnostics.error('unreachable', `No image ever has this stage "${type}".`, {
      place: definition.doc.place(path),
      hint: 'Check its condition, or take it out.',
    });
  for (const [word, origin] of found.words)
    diagnostics.error('unused-setting', `Nothing ever reads "${word}".`, {
      place: placeOf(origin, 'key'),
      hint: 'Take it out, or let a stage read it.',
    });
}

/** Renders a target with words at once; if that goes wrong, with halves of them. A word that goes wrong alone is left out from then on. */
function renderParts(
  some: readonly [string, Json][],
  all: Record<string, Json>,
  found: Idle,
  target: Target,
  definitions: Definitions,
): void {
  if (some.length === 0 || renderWith(Object.fromEntries(some), found, target, definitions)) return;
  if (some.length === 1) delete all[some[0]![0]];
  else
    for (const half of [some.slice(0, some.length / 2), some.slice(some.length / 2)])
      renderParts(half, all, found, target, definitions);
}

/** An example of every word that has one, and of a switch, that it is on: as many times as the word with most has examples. */
function examples(): Record<string, Json>[] {
  const words = Object.entries(layerSchema.properties as Record<string, SchemaNode>).flatMap(([word, node]) => {
    const said = (node.examples as Json[] | undefined) ?? (typesOf(node).includes('boolean') ? [true] : []);
    return said.length === 0 || DECISIVE.has(word) ? [] : [[word, said] as const];
  });
  const most = Math.max(...words.map(([, said]) => said.length));
  return Array.from({ length: most }, (_, i) =>
    Object.fromEntries(words.map(([word, said]) => [word, said[Math.min(i, said.length - 1)]!])),
  );
}

/** They say which stages there are, so that an example of them would say that there are others. */
const DECISIVE = new Set(['artifact', 'pipelines', 'stages', 'snapshot']);
