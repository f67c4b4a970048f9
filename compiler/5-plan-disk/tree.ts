// The words of a disk -> a tree of blocks: partitions, what they hold, and what that holds.

import { didYouMean, oneOf, thereAre } from '../diagnostics/nearest.ts';
import type { Partition, Layer as Words } from '../types/types.ts';
import { type Block, holdsMount, type Kinds, type Spec, type Things } from './block.ts';

/** The words of what stands in the containers of a partition. */
export function inside(spec: Spec, kinds: Kinds): Spec[] {
  return [...kinds.blocks].flatMap(([kind, data]) => {
    const word = data.children?.word;
    const container = spec[kind] as Record<string, Things> | undefined;
    return word === undefined || container === undefined ? [] : Object.values(container[word] ?? {});
  });
}

/** The type of partitions that nobody gives one, in a table of this label. */
export const usualType = (kinds: Kinds, label: string | undefined): string =>
  Object.entries(kinds.types).find(([, type]) => type.default === label)?.[0] ?? '';

/** What is wrong with the words of a disk, and where in the image it is said. */
export interface TreeProblem {
  at: readonly string[];
  message: string;
  hint: string;
  code: 'disk-nesting' | 'mount-conflict' | 'unknown-name' | 'bad-value';
}

/** The names of all file systems. */
const filesystems = (kinds: Kinds): string[] => [...kinds.blocks].filter(([, b]) => b.filesystem).map(([name]) => name);

/** Builds the tree of a disk; partitions stand in the order of the disk. */
export function buildTree(
  disk: NonNullable<Words['disk']>,
  boot: Record<string, Partition>,
  kinds: Kinds,
  problems: TreeProblem[],
): Block[] {
  const own = Object.entries(disk.partitions ?? {}).map(([name, spec]) => ({
    name,
    spec,
    at: ['disk', 'partitions', name],
  }));
  const taken = new Set(own.map(({ spec }) => spec.mount).filter(Boolean));
  const loader = Object.entries(boot)
    .filter(([, spec]) => spec.mount === undefined || !taken.has(spec.mount))
    .map(([name, spec]) => ({ name, spec, at: ['boot', 'partitions', name] }));
  const order = (spec: Partition): number => spec.order ?? kinds.types[spec.type]?.order ?? Number.MAX_SAFE_INTEGER;
  const blocks = [...loader, ...own]
    .map(({ name, spec, at }) =>
      build('partition', name, spec as unknown as Spec, at, undefined, {
        filesystem: disk.filesystem,
        kinds,
        problems,
      }),
    )
    .filter((block) => block !== undefined);
  const sorted = blocks
    .map((block, i) => ({ block, i }))
    .sort(
      (a, b) => order(a.block.spec as unknown as Partition) - order(b.block.spec as unknown as Partition) || a.i - b.i,
    )
    .map(({ block }) => block);
  const root = sorted.find((block) => holdsMount(block, '/'));
  return root ? [...sorted.filter((b) => b !== root), root] : sorted;
}

/** What building a tree needs all along. */
interface Building {
  /** The file system where none is named. */
  readonly filesystem: string | undefined;
  readonly kinds: Kinds;
  readonly problems: TreeProblem[];
}

function build(
  kind: string,
  name: string,
  spec: Spec,
  at: readonly string[],
  parent: Block | undefined,
  building: Building,
): Block | undefined {
  const { kinds, problems } = building;
  const data = kinds.blocks.get(kind);
  if (!data) {
    problems.push({
      at: spec.filesystem === undefined ? ['disk', 'filesystem'] : [...at, 'filesystem'],
      code: 'unknown-name',
      message: `There is no file system "${kind}".${didYouMean(kind, filesystems(kinds))}`,
      hint: thereAre(filesystems(kinds)),
    });
    return undefined;
  }
  const path = [...(parent?.path ?? []), name];
  const shares = spec === parent?.spec || (parent?.data.around === true && spec === parent.parent?.spec);
  const block: Block = { kind, data, name, path, at, spec, parent, shares, children: [], bytes: 0, start: 0, id: '' };
  const add = (child: Block | undefined) => child && block.children.push(child);
  const children = data.children;
  if (children)
    for (const [child, words] of Object.entries((spec[children.word] ?? {}) as Record<string, Spec>))
      add(build(children.kind, child, words, [...at, children.word, child], block, building));
  else if (data.holds && !data.around) {
    const around = [...kinds.blocks.keys()].find((k) => kinds.blocks.get(k)!.around && spec[k] !== undefined);
    const shell = around && build(around, around, spec[around] as Spec, [...at, around], block, building);
    add(shell || undefined);
    const content = buildContent(spec, at, shell || block, building);
    if (content) (shell || block).children.push(content);
  }
  return block;
}

/** What a holder holds: a container or a file system, or nothing yet. */
function buildContent(spec: Spec, at: readonly string[], holder: Block, building: Building): Block | undefined {
  const { kinds, problems, filesystem } = building;
  const containers = [...kinds.blocks.keys()].filter((k) => kinds.blocks.get(k)!.children && spec[k] !== undefined);
  const both = [...containers, ...(spec.filesystem === undefined ? [] : ['filesystem'])];
  if (both.length > 1) {
    problems.push({
      at,
      code: 'disk-nesting',
      message: `"${at.join('.')}" holds ${oneOf(both, 12, 'and')}, and it can hold one thing only.`,
      hint: 'Take one of them out, with null if a lower layer says it.',
    });
    return undefined;
  }
  const [container] = containers;
  if (container !== undefined) {
    const inner = spec[container] as Spec;
    return build(container, String(inner.name ?? container), inner, [...at, container], holder, building);
  }
  if (spec.filesystem === undefined && spec.mount === undefined) return undefined;
  return build(spec.filesystem ?? filesystem ?? '', 'filesystem', spec, at, holder, building);
}
