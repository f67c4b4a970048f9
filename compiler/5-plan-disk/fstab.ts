// Blocks -> the texts that the system reads of them: lines of fstab and kernel arguments.

import { Names, newSession } from '../template/scope.ts';
import { type Block, mountOf } from './block.ts';
import { blockView, programOf } from './devices.ts';

/** A line of fstab (fstab(5)). */
export interface FstabLine {
  uuid: string;
  vfs_type: string;
  path: string;
  options: string;
  freq?: number;
  passno?: number;
}

/** A block and those that it stands on. */
export const lineUp = (block: Block): Block[] => (block.parent ? [block, ...lineUp(block.parent)] : [block]);

/** Templates of a kind of block, rendered for one. */
export function texts(block: Block, templates: readonly unknown[] | undefined): string[] {
  return templates ? (textsOf(block, templates) as string[]) : [];
}

/** Any template of a kind of block, rendered for one. */
export const textsOf = <T extends object>(block: Block, templates: T): T =>
  programOf(templates)({ names: new Names({ block: { value: blockView(block) } }), session: newSession() }) as T;

/** The line of a block in fstab: what its kind says, and what its words say of mounting. */
export function fstabLine(block: Block): FstabLine | undefined {
  const path = mountOf(block) ?? block.data.fstab?.path;
  if (path === undefined) return undefined;
  const said = block.spec as { mount_options?: string; fstab?: { freq?: number; passno?: number } };
  const container = block.data.id === 'parent' ? block.parent : undefined;
  const options = texts(block, block.data.fstab?.options);
  const asked = said.mount_options ?? (container?.spec.mount_options as string | undefined);
  return {
    uuid: block.id,
    vfs_type: container?.kind ?? block.data.fstab?.vfs_type ?? block.kind,
    path,
    options: [...(asked === undefined ? [] : [asked]), ...options].join(',') || 'defaults',
    ...said.fstab,
  };
}
