// The finished image -> the plan of its disk.

import { type Definitions, derive } from '../1-load/definitions.ts';
import { leaveSecret, type Secret, type SecretReader } from '../1-load/secrets.ts';
import { type Facts, factText } from '../3-resolve/condition.ts';
import { leaves, nodeAt, originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import type { Block as BlockKind, Partition, PartitionTypes } from '../types/types.ts';
import { type Block, type Kinds, walk } from './block.ts';
import { checkSizes } from './check-sizes.ts';
import { checkTree } from './check-tree.ts';
import { checkWords } from './check-words.ts';
import { completeDisk, loaderOf } from './complete.ts';
import { identify } from './identify.ts';
import { fits, layOut } from './layout.ts';
import { wrapRoot } from './modes.ts';
import { placeMounts } from './mounts.ts';
import { offer, type Plan } from './offer.ts';
import { buildTree, type TreeProblem } from './tree.ts';
import { whereSaid } from './where-said.ts';

export type { Plan };

/** What a disk is planned from. */
export interface PlanInput {
  image: Image;
  facts: Facts;
  /** What UUIDs are made from: the blueprint's name and the target's. */
  names: readonly string[];
  /** Bytes of the installed packages, where they are known. */
  installed?: number | undefined;
  /** How secrets are read. */
  secrets: SecretReader;
}

/** Every kind of block and partition type there is. */
function kindsOf(definitions: Definitions, diagnostics: Diagnostics): Kinds {
  return derive(definitions, kindsOf, () => {
    const blocks = new Map(
      definitions.names('block').flatMap((name) => {
        const found = definitions.get('block', name, diagnostics);
        return found ? [[name, found.doc.value as unknown as BlockKind] as const] : [];
      }),
    );
    // without a prototype: users name types, and "constructor" is none
    const types = Object.assign(
      Object.create(null) as object,
      definitions.get('table', 'partition-types', diagnostics)?.doc.value,
    ) as PartitionTypes;
    return { blocks, types };
  });
}

/** Plans the disk. What is wrong is reported on the line that says it; then there is no plan. */
export function planDisk(
  { image, facts, names, installed, secrets }: PlanInput,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Plan | undefined {
  const before = diagnostics.list.length;
  const isWrong = () => diagnostics.list.slice(before).some(({ severity }) => severity === 'error');
  const pipeline = factText(facts, 'disk_pipeline') ?? '';
  const file = image.words.pipelines?.includes(pipeline) ? image.words.artifact?.[pipeline]?.filename : undefined;
  // no pipeline of this target makes a disk
  if (file === undefined) return undefined;
  const words = image.words.disk ?? {};
  const kinds = kindsOf(definitions, diagnostics);
  const { root } = image.merge;
  const said = (at: readonly string[]) => whereSaid(at, disk, root, true);
  const place = (at: readonly string[]): Place =>
    placeOf(originAt(root, said(at)), nodeAt(root, said(at)) ? 'key' : 'value');
  const problems: TreeProblem[] = [];
  const boot = loaderOf(words, (image.words.boot?.partitions ?? {}) as Record<string, Partition>);
  const disk = completeDisk(placeMounts(wrapRoot(words, boot, kinds, problems), boot, kinds, problems), kinds);
  const partitions = buildTree(disk, boot, kinds, problems);
  for (const { at, message, hint, code } of problems) diagnostics.error(code, message, { place: place(at), hint });
  if (isWrong()) return undefined;
  const label = disk.label ?? '';
  const asked = (at: readonly string[]): Place | undefined => askedBelow(image, whereSaid(at, disk, root, false));
  const places = { said, place, asked };
  checkTree(partitions, disk, kinds, places, diagnostics);
  checkWords(partitions, disk, kinds, places, diagnostics);
  if (isWrong()) return undefined;
  const size = layOut(partitions, disk, fits(disk.size) ? installed : undefined);
  checkSizes(partitions, disk, places, diagnostics);
  if (isWrong()) return undefined;
  unlock(partitions, secrets, place, diagnostics);
  if (diagnostics.failed) return undefined;
  identify(partitions, label, names);
  return offer(
    partitions,
    size,
    disk,
    { file, facts, ...(disk.sector_size !== undefined && { sector_size: disk.sector_size }) },
    kinds,
    names,
  );
}

/** Reads what unlocks blocks. It goes into the manifest, and whoever writes one should know. */
function unlock(
  partitions: readonly Block[],
  read: SecretReader,
  place: (at: readonly string[]) => Place,
  diagnostics: Diagnostics,
): void {
  for (const block of walk(partitions)) {
    const word = block.data.secret;
    const said = word === undefined ? undefined : (block.spec[word] as Secret | undefined);
    if (word === undefined || said === undefined) continue;
    const at = [...block.at, word];
    const secret = read(said, () => place(at), diagnostics);
    if (secret === undefined) continue;
    block.secret = secret;
    // one that is not read is shown to nobody
    if (read === leaveSecret && typeof said !== 'string') continue;
    const where = typeof said === 'string' ? 'in the blueprint, and in the manifest' : 'in the manifest';
    diagnostics.warning('secret-shown', `"${at.join('.')}" stands ${where}, where osbuild needs it.`, {
      place: place(at),
      hint:
        typeof said === 'string'
          ? `Name where it stands instead: { env: NAME } or { file: path }; and keep the manifest as secret as it is.`
          : 'Keep the manifest as secret as it is.',
    });
  }
}

/** The first line of the user's that says something at a path or below it. */
function askedBelow(image: Image, at: readonly string[]): Place | undefined {
  const node = nodeAt(image.merge.root, at);
  if (!node || !('kind' in node)) return undefined;
  for (const { origin } of leaves(node, at)) if (origin.layer.asked) return placeOf(origin, 'key');
  return undefined;
}
