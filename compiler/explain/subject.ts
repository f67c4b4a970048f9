// What somebody asks about (a path, a package, a stage) -> the answer: lines of files, and what they did.

import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { aboutPackage, whyNoPackage } from './about-package.ts';
import { aboutPath } from './about-path.ts';
import { type Answer, type Line, line, shown } from './answer.ts';
import type { Explanation } from './explain.ts';
import { findPath, knownPaths } from './path.ts';
import { leavesRead } from './source-map.ts';

/**
 * Answers where something comes from.
 * @param subject a path (`kernel.args`), `package:nginx`, or `stage:os/grub2` (the pipeline may be left out)
 * @returns nothing if there is no such thing, which is then reported
 */
export function answersTo(explanation: Explanation, subject: string, diagnostics: Diagnostics): Answer[] {
  const [, kind, name = ''] = /^(package|stage):(.+)$/.exec(subject) ?? [];
  if (kind === 'package') {
    const answers = aboutPackage(explanation, name);
    if (answers.length === 0) whyNoPackage(explanation, name, diagnostics);
    return answers;
  }
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
