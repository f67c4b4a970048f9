// Emitted stages -> what they need of the build root and of the tree.

import { nodeAt, type Origin } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import { splitKey } from '../template/path.ts';
import type { Scope } from '../template/scope.ts';
import { LEFT_OUT, type Program } from '../template/template.ts';
import type { CompiledNeeds, CompiledStage } from './compiled.ts';

/** What stages need of the build root, and of the tree. */
export interface Gathered {
  /** Package -> who needs it. */
  readonly packages: Map<string, Origin>;
  /** Those that are installed with the kernel. */
  readonly early: Set<string>;
  readonly labels: Map<string, string>;
}

/** Nothing that is needed. */
export const newGathered = (): Gathered => ({ packages: new Map(), early: new Set(), labels: new Map() });

/** Where the needs of a pipeline's stages go: to what they run in, and to the tree that they work on. */
export interface Gathering {
  readonly build: Gathered;
  readonly tree: Gathered;
}

/** Adds what an emitted stage needs to what its build root and its tree need. */
export function gather(
  needs: CompiledNeeds | undefined,
  scope: Scope,
  into: Gathering,
  source: CompiledStage['source'],
  image: Image,
): void {
  if (!needs) return;
  const list = (program: Program | undefined) =>
    ([] as unknown[])
      .concat(program?.(scope) ?? [])
      .filter((name) => name !== LEFT_OUT && name !== '')
      .map(String);
  let origin: Origin | undefined;
  const own = (): Origin => {
    origin ??= originOf(source);
    return origin;
  };
  for (const name of list(needs.buildPackages))
    if (!into.build.packages.has(name)) into.build.packages.set(name, own());
  for (const name of list(needs.treePackages)) {
    if (!into.tree.packages.has(name)) into.tree.packages.set(name, asker(scope, image) ?? own());
    if (needs.early) into.tree.early.add(name);
  }
  const labels = needs.labels?.(scope);
  if (labels && typeof labels === 'object')
    for (const [path, label] of Object.entries(labels)) into.build.labels.set(path, String(label));
}

const originOf = ({ definition, path }: CompiledStage['source']): Origin => ({
  layer: { doc: definition.doc, at: [], component: `${definition.kind} ${definition.name}`, asked: false, words: {} },
  path,
});

/** The setting that brought a stage about, for messages: the first of the user's that it read. */
function asker(scope: Scope, image: Image): Origin | undefined {
  for (const read of scope.session.reads) {
    const node = nodeAt(image.merge.root, splitKey(read));
    if (node && 'kind' in node && node.origin.layer.asked) return node.origin;
  }
  return undefined;
}
