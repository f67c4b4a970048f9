// What somebody asks about (a path, a package, a stage) -> the answer: lines of files, and what they did.

import { leaves, type Origin, placeOf } from '../3-resolve/image.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { splitKey } from '../template/path.ts';
import type { Explanation } from './explain.ts';
import { type Found, findPath, knownPaths } from './path.ts';
import { leavesRead } from './source-map.ts';

/** One line of an answer. */
export interface Line {
  /** What it says, as a phrase: `says "nginx"`. */
  readonly text: string;
  readonly place: Place;
  /** The component whose file it is: `environment aws-ec2`. */
  readonly component: string;
  readonly because?: string;
  /** The word that made it out of what stands there. */
  readonly word?: string;
}

export interface Answer {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Stages that read it, as `pipeline: type`. */
  readonly readBy?: readonly string[];
}

/**
 * Answers where something comes from.
 * @param subject a path (`kernel.args`), `package:nginx`, or `stage:os/grub2` (the pipeline may be left out)
 * @returns nothing if there is no such thing, which is then reported
 */
export function answersTo(explanation: Explanation, subject: string, diagnostics: Diagnostics): Answer[] {
  const [, kind, name = ''] = /^(package|stage):(.+)$/.exec(subject) ?? [];
  if (kind === 'package') return orNothing(aboutPackage(explanation, name), `package "${name}"`, diagnostics);
  if (kind === 'stage') return orNothing(aboutStages(explanation, name), `stage "${name}"`, diagnostics);
  const { merge } = explanation.resolved.image;
  const found = findPath(merge, subject);
  if (found) return [aboutPath(explanation, found)];
  const others = [...aboutPackage(explanation, subject), ...aboutStages(explanation, subject)];
  if (others.length > 0) return others;
  diagnostics.error(
    'unknown-name',
    `Nothing in this image is called "${subject}".${didYouMean(subject, knownPaths(merge.root))}`,
    {
      hint: 'Give a path such as "hostname" or "kernel.args", "package:NAME" or "stage:PIPELINE/TYPE".',
    },
  );
  return [];
}

function orNothing(answers: Answer[], what: string, diagnostics: Diagnostics): Answer[] {
  if (answers.length === 0)
    diagnostics.error('unknown-name', `There is no ${what} in this image.`, {
      hint: '"imagec explain" without a name lists what there is.',
    });
  return answers;
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' && !value.includes('\n') ? `"${value}"` : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
};

function line(text: string, origin: Origin, part: 'key' | 'value' = 'value'): Line {
  const { component } = origin.layer;
  const { via, ...place } = placeOf(origin, part);
  const because = origin.layer.because ?? (via && `${via.message} (${via.place.file}:${via.place.line})`);
  return {
    text,
    place,
    component,
    ...(because !== undefined && { because }),
    ...(origin.word !== undefined && { word: origin.word }),
  };
}

function aboutPath(explanation: Explanation, found: Found): Answer {
  const { node, path, sayings } = found;
  const name = path.join('.');
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
      line(node.kind === 'set' ? shown(value) : `${at.slice(path.length).join('.')}: ${shown(value)}`, origin),
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

/** Stages that read a path, or something above or below it. */
function readersOf({ compiled, resolved }: Explanation, path: readonly string[]): string[] {
  const key = path.join('\0');
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

function aboutPackage(explanation: Explanation, name: string): Answer[] {
  const { compiled, resolved } = explanation;
  const { merge } = resolved.image;
  const answers: Answer[] = [];
  for (const { compiled: pipeline, request } of compiled?.draft.pipelines ?? []) {
    const index = request?.transactions.findIndex((t) => t.install.includes(name)) ?? -1;
    if (index < 0) continue;
    const origin = request!.origins.get(name);
    const kernel = findPath(merge, 'kernel.name');
    const sayings = origin ? [origin] : kernel?.sayings[0]?.value === name ? [kernel.sayings[0].origin] : [];
    answers.push({
      title: `The package "${name}" is installed in the pipeline "${pipeline.name}", in transaction ${index + 1}.`,
      lines: sayings.map((o) => line('asks for it', o)),
    });
  }
  const found = findPath(merge, `packages.install.${name}`);
  if (found && (found.node === undefined || answers.length === 0)) answers.push(aboutPath(explanation, found));
  const excluded = findPath(merge, `packages.exclude.${name}`);
  if (excluded)
    answers.push({
      title: excluded.node === undefined ? `"${name}" is no longer excluded.` : `"${name}" is excluded.`,
      lines: excluded.sayings.map(({ deed, origin }) =>
        line(deed === 'removed' ? 'takes the exclude away' : 'excludes it', origin),
      ),
    });
  return answers;
}

/** Stages by type, with or without its prefix, and by pipeline where one is named. */
function aboutStages({ compiled }: Explanation, name: string): Answer[] {
  const [, wanted, type = ''] = /^(?:([^/ ]+)[/ ])?(.+)$/.exec(name) ?? [];
  return (compiled?.stages ?? []).flatMap(({ pipeline, stages }) =>
    stages
      .filter(
        (s) =>
          (s.type === type || s.type.endsWith(`.${type}`)) &&
          (wanted ?? pipeline.compiled.name) === pipeline.compiled.name,
      )
      .map((stage): Answer => {
        const { definition, path } = stage.source;
        const template: Line = {
          text: 'is its template',
          place: definition.doc.place(path),
          component: `${definition.kind} ${definition.name}`,
        };
        const read = leavesRead(compiled!.image, stage.reads).map(({ path: at, value, origin }) =>
          line(`${(at.at(-1) === value ? at.slice(0, -1) : at).join('.')}: ${shown(value)}`, origin),
        );
        return {
          title: `The stage ${stage.type} of the pipeline "${pipeline.compiled.name}":`,
          lines: [template, ...read],
        };
      }),
  );
}
