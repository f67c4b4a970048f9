// Two images -> what is different, as users think of it: choices, words, the disk, stages and packages, and who says so.

import { factText } from '../3-resolve/condition.ts';
import { leaves, type Origin, placeOf } from '../3-resolve/image.ts';
import { releaseName } from '../3-resolve/releases.ts';
import { type Block, mountOf } from '../5-plan-disk/block.ts';
import { type ContainerChange, diffContainers, diffTargets, type PackageChange } from '../7-lock/lock-diff.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { keylessPlace, withoutKeys } from '../diagnostics/private-keys.ts';
import { pathKey } from '../template/path.ts';
import { cut, onOneLine } from './answer.ts';
import type { Explanation } from './explain.ts';

/** One thing that is new, gone or another. */
export interface ImageChange {
  /** `choices`, a word of the vocabulary, `disk plan`, or `stages of PIPELINE`. */
  readonly section: string;
  readonly change: 'new' | 'gone' | 'changed';
  /** The way to it below its section; what it is where the section is a list. */
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
  /** Who says so: the line that brings it, or had brought what is gone. */
  readonly place?: Place;
  readonly because?: string;
}

/** What differs in two images. */
export interface ImageDiff {
  readonly changes: readonly ImageChange[];
  /** What the locks choose differently, where both are fresh. */
  readonly packages: readonly PackageChange[];
  readonly containers: readonly ContainerChange[];
  /** Why there is nothing to say of packages, where there is not. */
  readonly unlocked: boolean;
}

/** Everything in which the second of two images differs from the first. */
export function diffImages(before: Explanation, after: Explanation): ImageDiff {
  const both = before.locked !== undefined && after.locked !== undefined;
  return {
    changes: [
      ...tell('choices', choicesOf(before), choicesOf(after)),
      ...words(before, after),
      ...plans(before, after),
    ],
    packages: both ? diffTargets(before.locked, after.locked) : [],
    containers: both ? diffContainers(before.locked, after.locked) : [],
    unlocked: !both,
  };
}

interface Thing {
  /** What it is compared by; none where being there is all there is to say. */
  readonly value?: string;
  readonly section?: string;
  readonly name?: string;
  readonly origin?: Origin;
}

type Things = ReadonlyMap<string, Thing>;

/** Things by their names that are in one only, or not the same in both; those that are gone stand first. */
function tell(section: string, before: Things, after: Things): ImageChange[] {
  const gone = [...before].filter(([key]) => !after.has(key)).map(([key, one]) => change('gone', key, one, undefined));
  const more = [...after].flatMap(([key, one]) => {
    const old = before.get(key);
    if (!old) return [change('new', key, undefined, one)];
    return old.value === one.value ? [] : [change('changed', key, old, one)];
  });
  return [...gone, ...more].map((one) => ({ ...one, section: one.section || section }));
}

function change(
  kind: ImageChange['change'],
  key: string,
  before: Thing | undefined,
  after: Thing | undefined,
): ImageChange {
  const one = (after ?? before)!;
  const because = one.origin?.layer.because;
  const [old, now] = [before, after].map((thing) => thing?.value && withoutKeys(thing.value));
  // what is long is shown from where it differs on
  const place = old && now ? sameUpTo(old, now) : 0;
  return {
    section: one.section ?? '',
    change: kind,
    name: withoutKeys(one.name ?? key),
    ...(old !== undefined && { before: cut(old, place) }),
    ...(now !== undefined && { after: cut(now, place) }),
    ...(one.origin && { place: keylessPlace(placeOf(one.origin)) }),
    ...(because !== undefined && { because }),
  };
}

/** How long the beginning is that two texts have in common. */
function sameUpTo(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

function choicesOf({ resolved: { target } }: Explanation): Things {
  const { facts, platform, environment, workloads } = target;
  const all: [string, string | undefined][] = [
    ['distro', releaseName(target.distro.name, target.version)],
    ['platform', platform.name],
    ['environment', environment?.name],
    ['firmware', factText(facts, 'firmware')],
    ['workloads', workloads.length > 0 ? workloads.map(({ name }) => name).join(', ') : undefined],
  ];
  return new Map(all.flatMap(([key, value]) => (value === undefined ? [] : [[key, { value }] as const])));
}

/** What layers and words say: a section for each word, the words in the order of the later image. */
function words(before: Explanation, after: Explanation): ImageChange[] {
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const order = [...new Set([...now.values(), ...old.values()].map(({ section }) => section))];
  return tell('', old, now).sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
}

function wordsOf({ resolved }: Explanation): Things {
  const all = new Map<string, Thing>();
  for (const { path, value, origin } of leaves(resolved.image.merge.root)) {
    const [section = '', ...rest] = path;
    // an entry of a set is a thing that is there or is not
    const isItem = rest.length > 0 && rest.at(-1) === value;
    const name = rest.join('.') || section;
    all.set(pathKey(path), {
      section,
      origin,
      ...(isItem
        ? { name: `${rest.slice(0, -1).join('.')} ${String(value)}`.trim() }
        : { name, value: onOneLine(value) }),
    });
  }
  return all;
}

/** What comes of the words: the disk, and the stages of each pipeline. */
function plans(before: Explanation, after: Explanation): ImageChange[] {
  const [old, now] = [stagesOf(before), stagesOf(after)];
  return [
    ...tell('disk plan', diskOf(before), diskOf(after)),
    ...[...new Set([...old.keys(), ...now.keys()])].flatMap((pipeline) =>
      tell(`stages of ${pipeline}`, old.get(pipeline) ?? new Map(), now.get(pipeline) ?? new Map()),
    ),
  ];
}

function diskOf({ compiled }: Explanation): Things {
  const { plan } = compiled ?? {};
  if (!plan) return new Map();
  const rows = new Map<string, Thing>([
    ['size', { value: sizeText(plan.bytes) }],
    ['table', { value: plan.label }],
  ]);
  for (const { block } of plan.blocks) rows.set(block.path.join('/'), { value: blockText(block) });
  return rows;
}

const blockText = (block: Block): string =>
  [block.kind, ...(block.bytes > 0 ? [sizeText(block.bytes)] : []), ...[mountOf(block) ?? []].flat()].join(' ');

const sizeText = (bytes: number): string =>
  bytes % 2 ** 30 === 0 ? `${bytes / 2 ** 30} GiB` : `${String(bytes / 2 ** 20).replace(/(\.\d\d)\d+/, '$1')} MiB`;

/** How often each type of stage is in each pipeline. */
function stagesOf({ compiled }: Explanation): Map<string, Things> {
  return new Map(
    (compiled?.stages ?? []).map(({ pipeline, stages }) => {
      const counts = new Map<string, number>();
      for (const { type } of stages) counts.set(type, (counts.get(type) ?? 0) + 1);
      return [
        pipeline.compiled.name,
        new Map([...counts].map(([type, times]): [string, Thing] => [type, times > 1 ? { value: String(times) } : {}])),
      ];
    }),
  );
}
