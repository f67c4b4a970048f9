// The finished image -> YAML in which each line says where it comes from.

import { yaml } from '../1-load/libraries.ts';
import { type Node, type Origin, seen } from '../3-resolve/image.ts';
import { releaseName } from '../3-resolve/releases.ts';
import type { Resolved } from '../compilation.ts';
import { withoutKeys } from '../diagnostics/private-keys.ts';
import { lineOf } from './source-map.ts';

interface Line {
  readonly text: string;
  readonly comment?: string;
}

/** Where comments begin, if the line leaves room. */
const COLUMN = 56;

/** The image as YAML. Each line ends with a comment: the file and line that it comes from, and the word that made it. */
export function imageYaml({ image, target }: Resolved): string {
  const { platform, environment, workloads, places } = target;
  const chosen = (key: 'distro' | 'platform' | 'environment' | 'workloads') =>
    places[key] ? `${places[key].file}:${places[key].line}` : 'chosen on the command line';
  const choices: [Parameters<typeof chosen>[0], unknown][] = [
    ['distro', releaseName(target.distro.name, target.version)],
    ['platform', platform.name],
    ['environment', environment?.name],
    ['workloads', workloads.length ? workloads.map((w) => w.name) : undefined],
  ];
  const head = choices
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): Line => ({ text: `${key}: ${flow(value)}`, comment: chosen(key) }));
  const body = [...image.merge.root.entries].flatMap(([key, node]) => linesOf(key, node, ''));
  return [...head, ...body]
    .map(({ text, comment }) => (comment === undefined ? text : `${text.padEnd(COLUMN)} # ${comment}`))
    .map((line) => `${line}\n`)
    .join('');
}

// as older readers of YAML need it: "yes" and "0644" in quotes
const flow = (value: unknown): string =>
  yaml().stringify(value, { collectionStyle: 'flow', lineWidth: 0, version: '1.1' }).trim();

function linesOf(key: string, node: Node, indent: string): Line[] {
  const name = flow(key);
  const comment = commentOf(node.origin, node.kind === 'leaf' ? 'value' : 'key');
  if (node.kind === 'leaf') return leafLines(name, keyless(seen(node)), indent, comment);
  if (node.kind === 'set') {
    if (node.items.size === 0) return [{ text: `${indent}${name}: []`, comment }];
    const items = [...node.items].map(([item, origin]) => ({
      text: `${indent}  - ${flow(withoutKeys(item))}`,
      comment: commentOf(origin, 'value'),
    }));
    return [{ text: `${indent}${name}:`, comment }, ...items];
  }
  if (node.entries.size === 0) return [{ text: `${indent}${name}: {}`, comment }];
  return [
    { text: `${indent}${name}:`, comment },
    ...[...node.entries].flatMap(([child, below]) => linesOf(child, below, `${indent}  `)),
  ];
}

/** What people see of a value: no private keys, as deep as they are in it. */
function keyless(value: unknown): unknown {
  if (typeof value === 'string') return withoutKeys(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(keyless);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, keyless(one)]));
}

/** A value in as many lines as it takes; only a text of several lines has some without a comment: they would become part of it. */
function leafLines(name: string, value: unknown, indent: string, comment: string): Line[] {
  const block = typeof value === 'string' && value.includes('\n');
  if (block || (typeof value === 'object' && value !== null && JSON.stringify(value).length > 60)) {
    const [first = '', ...rest] = yaml()
      .stringify({ x: value }, { lineWidth: 0, version: '1.1' })
      .trimEnd()
      .split('\n');
    const texts = JSON.stringify(value).includes('\\n');
    return [
      { text: `${indent}${name}${first.slice(1)}`, comment },
      ...rest.map((text): Line => ({ text: `${indent}${text}`, ...(!texts && { comment }) })),
    ];
  }
  return [{ text: `${indent}${name}: ${flow(value)}`, comment }];
}

function commentOf(origin: Origin, part: 'key' | 'value'): string {
  const made = origin.word === undefined ? '' : ` (${origin.word})`;
  return `${lineOf(origin, part)}${made}`;
}
