// A compiled blueprint -> for each stage, the leaves of the image that it read and the lines that say them.

import { leaves, nodeAt, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { RenderedStage } from '../6-render/stage.ts';
import type { Compiled } from '../compilation.ts';
import { pathKey, splitKey } from '../template/path.ts';

/** A value that a stage read, and where it is said. */
export interface SourceLeaf {
  /** The way to it in the image, dotted. */
  readonly path: string;
  /** `file:line` */
  readonly from: string;
  /** The component whose layer says it. */
  readonly component: string;
  /** Why, where a variant says it. */
  readonly because?: string;
}

/** A stage, and what it read. */
export interface SourceStage {
  readonly type: string;
  /** The `file:line` of its template. */
  readonly template: string;
  readonly leaves: readonly SourceLeaf[];
}

/** Stages in the order of the manifest, by pipeline. */
export interface SourceMap {
  readonly version: 1;
  readonly pipelines: readonly { readonly name: string; readonly stages: readonly SourceStage[] }[];
}

/** `file:line` of an origin. */
export function lineOf(origin: Origin, part: 'key' | 'value' = 'value'): string {
  const { file, line } = placeOf(origin, part);
  return `${file}:${line}`;
}

/** The `file:line` of the template of a stage. */
export function templateLine({ source }: RenderedStage): string {
  const { file, line } = source.definition.doc.place(source.path);
  return `${file}:${line}`;
}

/** Every leaf at or below the paths that were read. */
export function leavesRead(
  image: Image,
  reads: Iterable<string>,
): { path: readonly string[]; value: unknown; origin: Origin }[] {
  const found = new Map<string, { path: readonly string[]; value: unknown; origin: Origin }>();
  for (const read of reads) {
    const path = splitKey(read);
    const node = nodeAt(image.merge.root, path);
    if (!node) continue;
    const list = 'kind' in node ? [...leaves(node, path)] : [{ path, value: path.at(-1), origin: node }];
    for (const leaf of list) found.set(pathKey(leaf.path), leaf);
  }
  return [...found.values()];
}

/** Which lines each stage of a manifest comes from: a failed build can be told in the blueprint's terms. */
export function sourceMap({ stages, image }: Compiled): SourceMap {
  return {
    version: 1,
    pipelines: stages.map(({ pipeline, stages: list }) => ({
      name: pipeline.compiled.name,
      stages: list.map((stage) => ({
        type: stage.type,
        template: templateLine(stage),
        leaves: leavesRead(image, stage.reads).map(({ path, origin }) => ({
          path: path.join('.'),
          from: lineOf(origin),
          component: origin.layer.component,
          ...(origin.layer.because !== undefined && { because: origin.layer.because }),
        })),
      })),
    })),
  };
}
