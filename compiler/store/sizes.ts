// What was compiled -> how much it downloads and installs, and whether its disk holds that.

import { factText } from '../3-resolve/condition.ts';
import type { Package } from '../7-lock/solver.ts';
import type { Compiled } from '../compilation.ts';
import { type Diagnostic, Diagnostics } from '../diagnostics/diagnostic.ts';

/** Sums of some packages, in bytes. */
export interface SizeRow {
  /** `total`, a pipeline, or one of its transactions. */
  readonly label: string;
  readonly packages: number;
  readonly download: number;
  readonly installed: number;
}

/** How much there is to download and to install. */
export interface SizeReport {
  readonly rows: readonly SizeRow[];
  readonly largest: readonly (Package & { readonly pipeline: string })[];
  /** How many packages have no known size. */
  readonly unknown: number;
}

/** Sums of all packages, and a warning where a file system cannot hold them. */
export function sizesOf(compiled: Compiled, most: number): { sizes: SizeReport; diagnostics: readonly Diagnostic[] } {
  const { pipelines } = compiled.locked;
  const all = Object.entries(pipelines).flatMap(([pipeline, lists]) => lists.flat().map((p) => ({ ...p, pipeline })));
  const rows = [
    ...Object.entries(pipelines).flatMap(([pipeline, lists]) => [
      row(pipeline, lists.flat()),
      ...(lists.length > 1 ? lists.map((list, i) => row(`  transaction ${i + 1}`, list)) : []),
    ]),
    row('total', all),
  ];
  const largest = [...all]
    .sort((a, b) => (b.installed_size ?? 0) - (a.installed_size ?? 0) || (a.name < b.name ? -1 : 1))
    .slice(0, most);
  const unknown = all.filter((p) => p.installed_size === undefined).length;
  return { sizes: { rows, largest, unknown }, diagnostics: tooSmall(compiled) };
}

function row(label: string, packages: readonly Package[]): SizeRow {
  const sum = (key: 'size' | 'installed_size') => packages.reduce((n, p) => n + (p[key] ?? 0), 0);
  return { label, packages: packages.length, download: sum('size'), installed: sum('installed_size') };
}

/** Packages are nearly all below /usr: the file system that holds it has to hold them. */
function tooSmall({ plan, locked, target }: Compiled): Diagnostic[] {
  const said = new Diagnostics();
  const name = factText(target.facts, 'tree_pipeline');
  const installed = row('', locked.pipelines[name ?? '']?.flat() ?? []).installed;
  const systems = plan?.filesystems ?? [];
  const holder = systems.find((f) => f.mount === '/usr') ?? systems.find((f) => f.mount === '/');
  if (holder && installed > holder.bytes)
    said.warning(
      'may-not-fit',
      `The packages take ${mebibytes(installed)} once installed, and "${holder.mount}" has ${mebibytes(holder.bytes)}.`,
      { hint: `Make it larger: disk: { mounts: { ${holder.mount}: { size: … } } }.` },
    );
  return said.list;
}

const mebibytes = (size: number): string => `${Math.ceil(size / 1024 ** 2)} MiB`;
