// The merged image -> the same image with words that are several things at once spelled out in simpler words.

import type { Definitions } from '../1-load/definitions.ts';
import { originAt, plain } from '../3-resolve/image.ts';
import type { Merge } from '../3-resolve/merge.ts';
import { mergeBeneath } from '../3-resolve/merge-beneath.ts';
import { parsePath, pathKey, splitKey } from '../template/path.ts';
import { type Bound, inner, MissingValue, newSession, type Scope } from '../template/scope.ts';
import { compileCondition, compileTemplate, entries, LEFT_OUT, look, type Program } from '../template/template.ts';
import type { WordRule, Layer as Words } from '../types/types.ts';

/** Path of a made thing -> paths that were read to make it. */
export type WordReads = ReadonlyMap<string, ReadonlySet<string>>;

interface CompiledRule {
  readonly file: string;
  readonly index: number;
  readonly condition: ((scope: Scope) => boolean) | undefined;
  readonly trigger: string | undefined;
  readonly each: string | undefined;
  readonly layer: Program;
}

/**
 * Runs the words in their order, each once. What they make lies beneath what layers said.
 * @param made what was read to make each made thing
 */
export function spellOut(merge: Merge, asked: Words, definitions: Definitions, made: Map<string, Set<string>>): void {
  for (const rules of compiledWords(definitions, merge)) {
    const image: Bound = { value: plain(merge.root), at: '' };
    for (const rule of rules) {
      const session = newSession();
      const facts = Object.fromEntries(Object.keys(merge.facts).map((name) => [name, { value: merge.facts[name] }]));
      const scope: Scope = { names: { ...facts, image, asked: { value: asked, at: '' } }, session };
      if (rule.each === undefined && rule.condition && !rule.condition(scope)) continue;
      const found = rule.each === undefined ? undefined : look(parsePath(rule.each), scope, false);
      const scopes =
        rule.each === undefined ? [scope] : found ? entries(found).map((one) => inner(scope, { ...one })) : [];
      for (const one of scopes)
        if (rule.each === undefined || !rule.condition || rule.condition(one)) run(merge, rule, one, made);
    }
  }
}

function run(merge: Merge, rule: CompiledRule, scope: Scope, made: Map<string, Set<string>>): void {
  const session = newSession();
  const trigger = scope.names.item?.at ?? (rule.trigger === undefined ? '' : pathKey(parsePath(rule.trigger).rest));
  try {
    const layer = rule.layer({ ...scope, session });
    if (layer === LEFT_OUT) return;
    const reads = new Set([...session.reads, ...scope.session.reads]);
    const origin = { ...originAt(merge.root, splitKey(trigger)), word: rule.file };
    mergeBeneath(merge, layer as Record<string, unknown>, origin, (path) => {
      const key = pathKey(path);
      const before = made.get(key);
      made.set(key, before ? new Set([...before, ...reads]) : reads);
    });
  } catch (error) {
    if (!(error instanceof MissingValue)) throw error;
    merge.diagnostics.error(
      'missing-value',
      `The word "${rule.file}" asks for "\${${error.path}}", which the image does not say.`,
      { hint: `Mark it as optional in definitions/words/${rule.file}.yaml, or say it.` },
    );
  }
}

/** The words in the order that `order` lists, compiled once for each catalog. */
function compiledWords(definitions: Definitions, { diagnostics }: Merge): CompiledRule[][] {
  const known = definitions.derived.get(compiledWords) as CompiledRule[][] | undefined;
  if (known) return known;
  const order = (definitions.get('word', 'order', diagnostics)?.doc.value ?? []) as unknown as string[];
  const later = definitions.names('word').filter((name) => name !== 'order' && !order.includes(name));
  const words = [...order, ...later].map((file) =>
    ((definitions.get('word', file, diagnostics)?.doc.value ?? []) as unknown as WordRule[]).map((rule, index) => ({
      file,
      index,
      condition: rule.if === undefined ? undefined : compileCondition(rule.if),
      trigger: rule.if === undefined ? undefined : ([] as string[]).concat(rule.if)[0],
      each: rule.each,
      layer: compileTemplate(rule.layer),
    })),
  );
  definitions.derived.set(compiledWords, words);
  return words;
}
