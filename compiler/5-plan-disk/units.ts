// Lines of fstab -> the systemd units that do the same, and what the kernel has to be told beside them.

import { Names, newSession } from '../template/scope.ts';
import type { Block as BlockKind } from '../types/types.ts';
import { mountName, programOf } from './devices.ts';
import type { FstabLine } from './fstab.ts';

/** A line and the kind of unit that it becomes: mount, or what its file system is where it is mounted nowhere. */
export type MountUnit = FstabLine & { unit: string };

/** The units of lines, by name. What has no mount point is named by its device (systemd.unit(5), systemd.swap(5)). */
export function unitsOf(lines: readonly FstabLine[]): Record<string, MountUnit> {
  const units = lines.map((line): [string, MountUnit] => {
    const mounted = line.path.startsWith('/');
    const unit = mounted ? 'mount' : line.vfs_type;
    return [`${mountName(mounted ? line.path : `/dev/disk/by-uuid/${line.uuid}`)}.${unit}`, { ...line, unit }];
  });
  return Object.fromEntries(units.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the kernel is told of / and /usr where the system has no fstab that says it. */
export function unitArgs(lines: readonly FstabLine[], templates: BlockKind['unit_args']): string[] {
  const of = (path: string, args: readonly string[] = []): string[] => {
    const line = lines.find((one) => one.path === path && (path !== '/' || one.options !== 'defaults'));
    const names = line && new Names({ line: { value: line } });
    return names ? (programOf(args)({ names, session: newSession() }) as string[]) : [];
  };
  return [...of('/usr', templates?.usr), ...of('/', templates?.root)];
}
