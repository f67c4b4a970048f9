// The merged image -> the same image with words that are several things at once spelled out in simpler words.

import { type Definitions, derive } from '../1-load/definitions.ts';
import type { Merge } from '../3-resolve/image.ts';
import { originAt, placeOf, plain } from '../3-resolve/image.ts';
import { mergeBeneath } from '../3-resolve/merge-beneath.ts';
import { type Condition, compileCondition } from '../template/condition.ts';
import { entries } from '../template/entries.ts';
import { look } from '../template/look.ts';
import { parsePath, pathKey, splitKey, type TemplatePath } from '../template/path.ts';
import { inner, MissingValue, Names, newSession, type Scope } from '../template/scope.ts';
import { compileLater, LEFT_OUT, type Program } from '../template/template.ts';
import type { WordRule, Layer as Words } from '../types/types.ts';

/** Path of a made thing -> paths that were read to make it. */
export type WordReads = ReadonlyMap<string, ReadonlySet<string>>;

interface CompiledRule {
  readonly file: string;
  readonly condition: ((scope: Scope) => boolean) | undefined;
  /** What brings it about, where it is no entry of a map: its place in the image. */
  readonly trigger: string;
  readonly each: TemplatePath | undefined;
  readonly layer: Program;
}

/**
 * Runs the words in their order, each once. What they make lies beneath what layers said.
 * @param made what was read to make each made thing
 * @returns the image as data, with all that they made
 */
export function spellOut(
  merge: Merge,
  asked: Words,
  definitions: Definitions,
  made: Map<string, ReadonlySet<string>>,
): Record<string, unknown> {
  const facts = new Names(
    Object.fromEntries(Object.keys(merge.facts).map((name) => [name, { value: merge.facts[name] }])),
  );
  const image = plain(merge.root) as Record<string, unknown>;
  const names = new Names({ image: { value: image, at: '' }, asked: { value: asked, at: '' } }, facts);
  const changed = new Set<string>();
  const note = (path: readonly string[], reads: ReadonlySet<string>): void => {
    const key = pathKey(path);
    const before = made.get(key);
    made.set(key, before ? new Set([...before, ...reads]) : reads);
    changed.add(path[0]!);
  };
  for (const rules of compiledWords(definitions, merge)) {
    for (const rule of rules) runRule(merge, rule, { names, session: newSession() }, note);
    // the next word sees what this one made
    for (const word of changed) image[word] = plain(merge.root.entries.get(word)!);
    changed.clear();
  }
  return image;
}

type Note = (path: readonly string[], reads: ReadonlySet<string>) => void;

/** Runs a word once, or for each entry of what it repeats over. */
function runRule(merge: Merge, rule: CompiledRule, scope: Scope, note: Note): void {
  if (rule.each === undefined) {
    if (!rule.condition || rule.condition(scope)) run(merge, rule, scope, note);
    return;
  }
  const found = look(rule.each, scope);
  if (!found) return;
  for (const entry of entries(found)) {
    const one = inner(scope, entry);
    if (!rule.condition || rule.condition(one)) run(merge, rule, one, note);
  }
}

function run(merge: Merge, rule: CompiledRule, scope: Scope, note: Note): void {
  const session = newSession();
  const trigger = scope.names.get('item')?.at ?? rule.trigger;
  try {
    const layer = rule.layer({ names: scope.names, session });
    if (layer === LEFT_OUT) return;
    const reads = new Set([...session.reads, ...scope.session.reads]);
    const by = originAt(merge.root, splitKey(trigger));
    const origin = { layer: by.layer, path: by.path, word: rule.file };
    mergeBeneath(merge, layer as Record<string, unknown>, origin, (path) => note(path, reads));
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    const thing = splitKey(trigger).join('.');
    const missing = error.path.replace(/^image\./, '').replace(/^item(?=\.)/, thing);
    merge.diagnostics.error('missing-value', `"${missing}" is not said, and the word "${rule.file}" needs it.`, {
      place: placeOf(originAt(merge.root, splitKey(trigger)), 'key'),
      hint: `Say it, or take "${thing}" out.`,
    });
  }
}

/** The words in the order that `order` lists, compiled once for each catalog. */
function compiledWords(definitions: Definitions, { diagnostics }: Merge): CompiledRule[][] {
  return derive(definitions, compiledWords, () => {
    const order = (definitions.get('word', 'order', diagnostics)?.doc.value ?? []) as unknown as string[];
    const later = definitions.names('word').filter((name) => name !== 'order' && !order.includes(name));
    return [...order, ...later].map((file) =>
      ((definitions.get('word', file, diagnostics)?.doc.value ?? []) as unknown as WordRule[]).map((rule) => ({
        file,
        condition: rule.if === undefined ? undefined : compileCondition(rule.if),
        trigger: parsePath(firstOf(rule.if)).key,
        each: rule.each === undefined ? undefined : parsePath(rule.each),
        layer: compileLater(rule.layer),
      })),
    );
  });
}

/** The first path of a condition: what is said there brings the word about. */
function firstOf(condition: Condition | undefined): string {
  if (typeof condition === 'string') return condition;
  return String((Array.isArray(condition) ? condition[0] : Object.keys(condition ?? {})[0]) ?? '');
}
