// The support matrix -> tables of Markdown, one for all releases that answer alike.

import { type Matrix, type MatrixGroup, releasesText, workloadText } from './matrix.ts';

/** The matrix as sections of a page. */
export const matrixMarkdown = (matrix: Matrix): string =>
  matrix.groups.map((group) => section(group, matrix)).join('\n\n');

function section(group: MatrixGroup, { platforms, environments, workloads }: Matrix): string {
  const cell = (environment: string, platform: string) =>
    group.cells.find((c) => c.environment === environment && c.platform === platform);
  const used = platforms.filter((platform) => group.cells.some((c) => c.platform === platform && c.workloads));
  const rows = environments
    .map((name) => [name, ...used.map((platform) => cellText(cell(name, platform)))])
    .filter(([, ...texts]) => texts.some(Boolean));
  const lines = workloads.flatMap((workload) => {
    const text = workloadText(workload, group);
    return text === undefined ? [] : [`- \`${workload}\`: ${text}`];
  });
  return [
    `### ${releasesText(group).join(', ')}`,
    rows.length === 0 ? 'Nothing of this choice.' : table(['environment', ...used], rows),
    ...(lines.length ? [`Workloads:\n\n${lines.join('\n')}`] : []),
  ].join('\n\n');
}

/** The firmware, or a mark that there is an image without one. */
export const cellText = (cell: { firmware?: string; workloads?: readonly string[] } | undefined): string =>
  cell?.workloads === undefined ? '' : (cell.firmware ?? 'yes');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
