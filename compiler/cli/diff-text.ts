// What differs between images -> lines for a terminal, or Markdown for a pull request.

import type { Colours, ImageChange, ImageDiff } from '../index.ts';

/** What is different in one target: a diff, or that only one side has it. */
export interface TargetDiff {
  readonly name: string;
  readonly diff: ImageDiff | 'new' | 'gone';
}

type Packages = (diff: ImageDiff) => string;

const SIGNS = { new: '+', gone: '-', changed: '~' } as const;
const ONLY = { new: 'is a new target', gone: 'is no target any more' } as const;
const UNLOCKED = 'Packages are not compared: both need a fresh lock ("imagec lock").';

/** Whether two images are the same, as far as can be told. */
export const isEmpty = (diff: TargetDiff['diff']): boolean =>
  typeof diff !== 'string' && diff.changes.length + diff.packages.length + diff.containers.length === 0;

/** Lines for a terminal; the place of each change stands behind it. */
export function diffText(all: readonly TargetDiff[], packages: Packages, paint: Colours): string {
  if (all.length === 0) return 'Nothing is different.\n';
  return all
    .map(({ name, diff }) => {
      const title = name === '' || name === 'image' ? '' : `${paint.bold(`target ${name}`)}\n`;
      if (typeof diff === 'string') return `target ${paint.bold(name)} ${ONLY[diff]}\n`;
      const parts = sections(diff).map(
        ([section, changes]) =>
          `${paint.cyan(section)}\n${changes.map((one) => `  ${changeText(one)}${placeText(one, paint)}\n`).join('')}`,
      );
      const locked = diff.unlocked ? `${paint.dim(UNLOCKED)}\n` : packagesText(diff, packages, paint);
      return `${title}${parts.join('')}${locked}`;
    })
    .join('\n');
}

const packagesText = (diff: ImageDiff, packages: Packages, paint: Colours): string =>
  diff.packages.length + diff.containers.length > 0 ? `${paint.cyan('packages chosen')}\n${packages(diff)}` : '';

/** Changes by their sections, in order. */
function sections({ changes }: ImageDiff): [string, ImageChange[]][] {
  const out = new Map<string, ImageChange[]>();
  for (const one of changes) out.set(one.section, [...(out.get(one.section) ?? []), one]);
  return [...out];
}

function changeText({ change, name, before, after, section }: ImageChange): string {
  const what = name === section ? '' : `${name.replace(/^org\.osbuild\./, '')}`;
  const values = change === 'changed' ? `${before ?? '1'} -> ${after ?? '1'}` : (after ?? before ?? '');
  return [SIGNS[change], [what, values].filter(Boolean).join(': ')].join(' ');
}

function placeText({ place, change }: ImageChange, paint: Colours): string {
  return place ? paint.dim(`   ${change === 'gone' ? 'was ' : ''}${place.file}:${place.line}`) : '';
}

/** Markdown: a heading for each target that differs, and a list for each section. */
export function diffMarkdown(all: readonly TargetDiff[], packages: Packages): string {
  const different = all.filter(({ diff }) => !isEmpty(diff));
  if (different.length === 0) return 'The images are the same.\n';
  const same = all.length - different.length;
  return `${[
    ...different.map(({ name, diff }) => {
      const title = `### ${name || 'The image'}`;
      if (typeof diff === 'string') return `${title}\n\nIt ${ONLY[diff]}.`;
      const parts = sections(diff).map(
        ([section, changes]) => `**${section}**\n\n${changes.map((one) => `- ${itemOf(one)}`).join('\n')}`,
      );
      if (diff.unlocked) parts.push(UNLOCKED);
      else if (diff.packages.length + diff.containers.length > 0)
        parts.push(
          `<details><summary>${diff.packages.length} packages chosen differently</summary>\n\n\`\`\`\n${packages(diff)}\`\`\`\n\n</details>`,
        );
      return [title, ...parts].join('\n\n');
    }),
    ...(same > 0 ? [`${same} other ${same === 1 ? 'target is' : 'targets are'} the same.`] : []),
  ].join('\n\n')}\n`;
}

function itemOf(one: ImageChange): string {
  const { change, place, because } = one;
  const verb = { new: 'new', gone: 'gone', changed: 'changed' }[change];
  const from = place ? ` (${change === 'gone' ? 'was ' : ''}${place.file}:${place.line})` : '';
  return `${verb} ${code(changeText(one).slice(2))}${from}${because === undefined ? '' : `: ${because}`}`;
}

/** A text as code, whatever quotes it has in it. */
const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
