// A place of the image -> who says what stands there, what it replaced, and which stages read it.

import { leaves } from '../3-resolve/image.ts';
import { withoutKeys } from '../diagnostics/private-keys.ts';
import { pathKey, splitKey } from '../template/path.ts';
import { type Answer, line, shown } from './answer.ts';
import type { Explanation } from './explain.ts';
import type { Found } from './path.ts';

/** What there is to say of a path that was found. */
export function aboutPath(explanation: Explanation, found: Found): Answer {
  const { node, path, sayings } = found;
  const name = withoutKeys(path.join('.'));
  const readBy = node === undefined ? undefined : readersOf(explanation, path);
  const more = { ...(readBy && readBy.length > 0 && { readBy }) };
  if (node === undefined) {
    const lines = sayings.map(({ deed, value, origin }) =>
      line(deed === 'removed' ? 'takes it away' : `had said ${shown(value)}`, origin),
    );
    return { title: `"${name}" was taken away.`, lines };
  }
  if ('kind' in node && node.kind !== 'leaf') {
    const lines = [...leaves(node, path)].map(({ path: at, value, origin }) =>
      line([...nameOf(at.slice(path.length), value), shown(value)].join(': '), origin),
    );
    const gone = [...node.dropped]
      .filter(([, { by, was }]) => ('kind' in was ? was.origin : was) !== by)
      .map(([key, { by }]) => line(`takes away "${key}"`, by));
    return { title: `"${name}" is put together from:`, lines: [...lines, ...gone], ...more };
  }
  const [now] = sayings;
  const lines = sayings.map(({ deed, value, origin }) =>
    line(deed === 'says' ? `says ${shown(value)}` : `replaces ${shown(value)}, said here`, origin),
  );
  return { title: 'kind' in node ? `"${name}" is ${shown(now!.value)}.` : `"${name}" is there.`, lines, ...more };
}

/** The way to a value below a path; an item of a list needs no name besides. */
export function nameOf(path: readonly string[], value: unknown): string[] {
  const name = (path.at(-1) === value ? path.slice(0, -1) : path).join('.');
  return name === '' ? [] : [name];
}

/** Stages that read a path, or something above or below it. */
function readersOf({ compiled, resolved }: Explanation, path: readonly string[]): string[] {
  const key = pathKey(path);
  // a word that was spelled out is read by way of what it became
  const keys = [key];
  for (const [made, sources] of resolved.image.wordReads)
    if ([...sources].some((source) => touches(source, key))) keys.push(made);
  const names = (compiled?.stages ?? []).flatMap(({ pipeline, stages }) =>
    stages
      .filter((stage) => [...stage.reads].some((read) => keys.some((k) => touches(read, k))))
      .map((stage) => `${pipeline.compiled.name}: ${stage.type}`),
  );
  return [...new Set(names)];
}

const touches = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [splitKey(a), splitKey(b)] : [splitKey(b), splitKey(a)];
  return short.every((key, i) => long[i] === key);
};
