// What somebody asks about (a path, a package, a stage) -> the answer: lines of files, and what they did.

import { layerWords } from '../2-validate/schemas.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { aboutPackage, whyNoPackage } from './about-package.ts';
import { aboutPath } from './about-path.ts';
import { aboutStages } from './about-stage.ts';
import type { Answer } from './answer.ts';
import type { Explanation } from './explain.ts';
import { findPath, knownPaths } from './path.ts';

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
  if (layerWords.has(subject)) {
    diagnostics.error('unknown-name', `No layer of this image says "${subject}".`, {
      hint: 'It is a word of the vocabulary, and free for the blueprint to say.',
    });
    return [];
  }
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
