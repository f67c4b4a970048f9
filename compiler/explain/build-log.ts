// The log of a build -> the stage that it ends in, and the lines of the blueprint and the definitions that made it.

import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { aboutStage, type StageOf, stagesIn } from './about-stage.ts';
import type { Answer } from './answer.ts';
import type { Explanation } from './explain.ts';

/** Where a log ends. */
interface End {
  readonly pipeline: string | undefined;
  readonly type: string;
  /** The options of the stage, where they can be read. */
  readonly options: unknown;
  /** What the stage said last. */
  readonly said: readonly string[];
  /** How the build went, where the log says. */
  readonly went: string | undefined;
}

/** Lines of what a stage said that are shown. */
const MOST_LINES = 8;
const STAGE = /^([\w-]+(?:\.[\w-]+)+): [0-9a-f]{64} (\{.*)$/;
// "starting manifest.json" may stand before it in its line
const PIPELINE = /Pipeline (\S+): [0-9a-f]{64}$/;
const DONE = /^manifest .* (finished successfully|failed)$/;

/** Answers which lines made the stage that a log ends in. A log that names no stage, or a strange one, is reported. */
export function answersToLog(explanation: Explanation, log: string, diagnostics: Diagnostics): Answer[] {
  const end = endOf(log);
  if (!end) {
    diagnostics.error('unknown-name', 'The log names no stage that was run.', {
      hint: 'Give what osbuild printed, from its beginning on, without --json and --monitor.',
    });
    return [];
  }
  const found = stagesFor(end, stagesIn(explanation));
  const where = end.pipeline === undefined ? '' : ` of the pipeline "${end.pipeline}"`;
  const verb = end.went === 'finished successfully' ? 'The build went well; the log ends in' : 'The log ends in';
  const title = `${verb} the stage ${end.type}${where}.`;
  if (found.length === 0) {
    diagnostics.error('unknown-name', `${title} This blueprint makes no such stage.`, {
      hint: 'Is it the log of another blueprint, or of another target of it?',
    });
    return [];
  }
  const said = end.said.map((line) => `  | ${line}`);
  return [
    { title: [title, ...said].join('\n'), lines: [] },
    ...found.map((one) => aboutStage(one, explanation.compiled!)),
  ];
}

function endOf(log: string): End | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are told colours by them
  const lines = log.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').split(/\r?\n/);
  const at = lines.findLastIndex((line) => STAGE.test(line));
  if (at < 0) return undefined;
  const [, type = '', first = ''] = STAGE.exec(lines[at]!) ?? [];
  const pipeline = lines.slice(0, at).findLast((line) => PIPELINE.test(line));
  const close = first === '{}' ? at : lines.indexOf('}', at);
  const body = [first, ...lines.slice(at + 1, close + 1)].join('\n');
  const rest = lines.slice(Math.max(at, close) + 1);
  const done = rest.findIndex((line) => DONE.test(line));
  const said = rest
    .slice(0, done < 0 ? undefined : done)
    .filter((line) => line.trim() !== '' && !/ Duration: [\d.]+s$/.test(line));
  return {
    pipeline: pipeline === undefined ? undefined : PIPELINE.exec(pipeline)?.[1],
    type,
    options: parsed(body),
    said: said.slice(-MOST_LINES),
    went: done < 0 ? undefined : DONE.exec(rest[done]!)?.[1],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The stage that is meant; several where nothing tells them apart, since packages and secrets are not the same here. */
function stagesFor({ pipeline, type, options }: End, all: readonly StageOf[]): readonly StageOf[] {
  const alike = all.filter((one) => one.stage.type === type && (pipeline ?? one.pipeline) === one.pipeline);
  const same = alike.filter(({ stage }) => canonical(stage.options ?? {}) === canonical(options));
  return same.length > 0 ? same : alike;
}

/** Data as a text that does not depend on the order of keys. */
const canonical = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  ) ?? '';
