// A compiled image -> what a reviewer wants to see of it, as sections of short lines; and what differs between two.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Compiled } from '../../compiler/index.ts';

/** Section -> its items, in the order that means something. */
export type Summary = ReadonlyMap<string, readonly string[]>;

/** Words that have sections of their own, or say where things come from. */
const ELSEWHERE = new Set(['packages', 'services', 'kernel', 'disk', 'boot', 'build', 'repositories', 'pipelines']);

const types = parse(readFileSync('definitions/partition-types.yaml', 'utf8')) as Record<
  string,
  { gpt: string; dos: string | null }
>;
const sorted = (list: readonly string[]): string[] => [...new Set(list)].sort((a, b) => (key(a) < key(b) ? -1 : 1));
const key = (name: string) => `${name.toLowerCase()} ${name}`;
const short = (type: string) => type.replace('org.osbuild.', '');

export function summaryOf({ image, plan, requests, manifest, target, draft }: Compiled): Summary {
  const { words } = image;
  const { firmware } = target.facts;
  const [tree, build] = [requests.find((r) => r.pipeline !== 'build'), requests.find((r) => r.pipeline === 'build')];
  const ask = (kind: 'install' | 'exclude', request = tree) =>
    sorted((request?.transactions ?? []).flatMap((t) => t[kind]));
  const { enabled = [], disabled = [], masked = [] } = words.services ?? {};
  return new Map<string, readonly string[]>([
    ['artifact', [draft.pipelines.at(-1)!.file ?? '', ...(typeof firmware === 'string' ? [`for ${firmware}`] : [])]],
    ['packages', ask('install')],
    ['packages left out', ask('exclude')],
    ['packages of the build root', ask('install', build)],
    ['services', sorted([...enabled, ...disabled.map((s) => `no ${s}`), ...masked.map((s) => `never ${s}`)])],
    ['kernel arguments', words.kernel?.args ?? []],
    ['disk', plan ? diskOf(plan) : []],
    [
      'settings',
      Object.entries(words)
        .flatMap(([word, value]) => (ELSEWHERE.has(word) ? [] : leaves(value, word)))
        .sort(),
    ],
    ['boot loader', leaves({ ...words.boot, partitions: undefined }, 'boot').sort()],
    ...manifest.pipelines.map((p): [string, string[]] => [
      `stages of ${p.name}`,
      counted(p.stages as { type: string }[]),
    ]),
  ]);
}

/** Stages in their order; the same several times in a row is counted. */
function counted(stages: readonly { type: string }[]): string[] {
  const out: { name: string; times: number }[] = [];
  for (const { type } of stages ?? []) {
    const last = out.at(-1);
    if (last?.name === short(type)) last.times++;
    else out.push({ name: short(type), times: 1 });
  }
  return out.map(({ name, times }) => (times > 1 ? `${name} (${times})` : name));
}

/** The parts of the disk, inner ones indented. */
function diskOf({ label, bytes, partitions, blocks }: NonNullable<Compiled['plan']>): string[] {
  interface View {
    name: string;
    kind: string;
    size: number;
    bytes: number;
    mount?: string;
    children?: View[];
  }
  const of = (code: string | undefined) =>
    Object.entries(types).find(([, t]) =>
      label === 'gpt' ? t.gpt === code : code !== undefined && t.dos === code,
    )?.[0];
  const lines = (view: View, depth: string): string[] => {
    const inner = view.children?.length === 1 && view.children[0]!.name === 'filesystem' ? view.children[0] : undefined;
    const size = view.size ? mib(view.size * 512) : view.bytes ? mib(view.bytes) : '';
    const text = [view.name, size, inner?.kind ?? '', view.mount ?? ''].filter(Boolean).join(' ');
    return [`${depth}${text}`, ...(inner ? [] : (view.children ?? []).flatMap((child) => lines(child, `${depth}  `)))];
  };
  const tops = blocks.filter(({ view }) => view.kind === 'partition').map(({ view }) => view as unknown as View);
  return [
    `${label} ${mib(bytes)}`,
    ...tops.flatMap((view, i) => {
      const { type, bootable } = partitions[i]!;
      const [first, ...more] = lines(view, '');
      return [`${first} [${of(type) ?? 'no type'}${bootable ? ', bootable' : ''}]`, ...more];
    }),
  ];
}

const mib = (size: number) => `${size / 2 ** 20} MiB`.replace(/\.(\d\d)\d+/, '.$1');

/** Settings as lines: `sshd.PasswordAuthentication: false`. Texts of more than a line are told by their length. */
function leaves(value: unknown, path: string): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== 'object');
    return plain ? [`${path}: ${value.join(' ')}`] : value.flatMap((item, i) => leaves(item, `${path}.${i}`));
  }
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([name, item]) => leaves(item, `${path}.${name}`));
  const text = String(value).trim();
  return [`${path}: ${text.includes('\n') || text.length > 90 ? `(${text.length} characters)` : text}`];
}

/** Sections whose items are many and have an order of their own: a line for each initial letter. */
const BY_LETTER = /^packages|^services/;

/** Sections whose items are sentences of their own. */
const BY_LINE = /^(settings|boot loader|disk)$/;

/** A summary as text. A change of one item changes one line. */
export function textOf(summary: Summary): string {
  return [...summary]
    .filter(([, items]) => items.length > 0)
    .map(
      ([title, items]) =>
        `${title}\n${linesOf(title, items)
          .map((line) => `  ${line}\n`)
          .join('')}`,
    )
    .join('');
}

function linesOf(title: string, items: readonly string[]): string[] {
  if (/^stages|^kernel/.test(title)) return wrapped(items);
  if (!BY_LETTER.test(title)) return [...items];
  const letters = grouped(items, (item) => item[0]!.toLowerCase());
  return [...letters.values()].map((same) => same.join(' '));
}

/** Items by what they have in common, in the order of their first. */
function grouped(items: readonly string[], by: (item: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

function wrapped(items: readonly string[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length < 100) lines[lines.length - 1] = `${last}, ${item}`;
    else lines.push(item);
  }
  return lines;
}

/** What another image has more (+) and less (-), section by section; nothing where they are alike. */
export function difference(from: Summary, to: Summary): string[] {
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((title) => {
    const [before, after] = [from.get(title) ?? [], to.get(title) ?? []];
    const less = before.filter((item) => !after.includes(item)).map((item) => item.trim());
    const more = after.filter((item) => !before.includes(item)).map((item) => item.trim());
    const line = (sign: string, items: string[]) =>
      (BY_LINE.test(title) ? items : items.length ? [items.join(', ')] : []).map((text) => `  ${sign} ${text}`);
    const moved = less.length + more.length === 0 && before.join('\n') !== after.join('\n');
    return less.length + more.length || moved
      ? [title, ...line('-', less), ...line('+', more), ...(moved ? ['  in another order'] : [])]
      : [];
  });
}
