// The vocabulary -> in which environments each word means something, found by trying the examples of the schema on each.

import type { Definitions } from '../1-load/definitions.ts';
import type { Document } from '../1-load/document.ts';
import { openBlueprint } from '../2-validate/open-blueprint.ts';
import { layerSchema, type SchemaNode, typesOf } from '../2-validate/schemas.ts';
import { choosable, find } from '../3-resolve/ancestry.ts';
import { type Choices, choose } from '../3-resolve/choose.ts';
import { fixFacts, type Target } from '../3-resolve/facts.ts';
import { leaves } from '../3-resolve/image.ts';
import { releaseNames } from '../3-resolve/releases.ts';
import { isRead, isReadInside } from '../9-verify/reads.ts';
import { readOn } from '../9-verify/where-used.ts';
import { Diagnostics, Stop } from '../diagnostics/diagnostic.ts';

/** How much of a word's example means something. */
export type Use = 'yes' | 'in part' | 'no';

/** Environments in which the same words mean something, and how much each does. */
export interface WordColumn {
  readonly environments: readonly string[];
  readonly uses: Readonly<Record<string, Use>>;
}

/** A blueprint with one word, for a release and a platform that an environment exists on. */
interface Try {
  readonly target: Target;
  readonly line: readonly Document[];
}

/** The words but for some, and the environments in groups that answer alike. */
export function wordSupport(
  definitions: Definitions,
  leaveOut: readonly string[] = [],
): { words: string[]; columns: WordColumn[] } {
  const examples = Object.entries(layerSchema.properties as Record<string, SchemaNode>).flatMap(([word, node]) => {
    const example = exampleOf(node);
    return leaveOut.includes(word) || example === undefined ? [] : [[word, example] as const];
  });
  const columns = new Map<string, { environments: string[]; uses: Record<string, Use> }>();
  for (const environment of choosable(definitions, 'environment')) {
    const place = existsOn(environment, definitions);
    if (!place) continue;
    const uses = Object.fromEntries(
      examples.map(([word, example]) => [word, useOf(word, example, { ...place, environment }, definitions)]),
    );
    const id = JSON.stringify(uses);
    const column = columns.get(id) ?? { environments: [], uses };
    column.environments.push(environment);
    columns.set(id, column);
  }
  return { words: examples.map(([word]) => word), columns: [...columns.values()] };
}

/**
 * The words that mean something in an environment; those without an example are left in. Undefined where none is chosen, and
 * where there is no such environment, which is then reported.
 */
export function wordsOn(
  {
    environment,
    distro,
    platform,
  }: { environment?: string | undefined; distro?: string | undefined; platform?: string | undefined },
  definitions: Definitions,
  diagnostics: Diagnostics,
): string[] | undefined {
  if (environment === undefined) return undefined;
  if (!find(definitions, 'environment', environment, undefined, diagnostics)) return undefined;
  const given = { ...(distro !== undefined && { distro }), ...(platform !== undefined && { platform }) };
  const head = existsOn(environment, definitions, given);
  if (!head) {
    const first = { distro: releaseNames(definitions)[0]!, platform: choosable(definitions, 'platform')[0]! };
    open({}, definitions, { ...first, ...given, environment }, diagnostics);
    return undefined;
  }
  return Object.entries(layerSchema.properties as Record<string, SchemaNode>)
    .filter(([word, node]) => {
      const example = exampleOf(node);
      return example === undefined || useOf(word, example, { ...head, environment }, definitions) !== 'no';
    })
    .map(([word]) => word);
}

/** A value to try a word with. */
function exampleOf(node: SchemaNode): unknown {
  const [example] = (node.examples as unknown[] | undefined) ?? [];
  return example ?? (typesOf(node).includes('boolean') || undefined);
}

/** The first release and platform that there is of an environment. */
function existsOn(
  environment: string,
  definitions: Definitions,
  given: { distro?: string; platform?: string } = {},
): { distro: string; platform: string } | undefined {
  for (const distro of given.distro === undefined ? releaseNames(definitions) : [given.distro])
    for (const platform of given.platform === undefined ? choosable(definitions, 'platform') : [given.platform])
      if (open({ distro, platform, environment }, definitions)) return { distro, platform };
  return undefined;
}

function open(
  data: Record<string, unknown>,
  definitions: Definitions,
  choices: Choices = {},
  diagnostics = new Diagnostics(),
): Try | undefined {
  try {
    const input = { file: 'example.json', data: data as never };
    const { line } = openBlueprint({ input, definitions, diagnostics });
    const components = choose(line, choices, definitions, diagnostics);
    const target = components && fixFacts(components, definitions, diagnostics);
    return target && !diagnostics.failed ? { target, line } : undefined;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return undefined;
  }
}

function useOf(word: string, example: unknown, head: Record<string, string>, definitions: Definitions): Use {
  const opened = open({ ...head, [word]: example }, definitions);
  const read = opened && readOn({ ...opened, name: 'example' }, definitions);
  const node = read?.image.merge.root.entries.get(word);
  if (!read || !node) return 'no';
  const all = [...leaves(node, [word])];
  const own = all.filter(({ origin }) => origin.layer.asked && origin.word === undefined);
  // what a lower layer says in the same words stays its own
  const asked = own.length > 0 ? own : all;
  const used = asked.filter(({ path }) => isRead(path, read.reads) || isReadInside(path, read.reads));
  return used.length === 0 ? 'no' : used.length === asked.length ? 'yes' : 'in part';
}
