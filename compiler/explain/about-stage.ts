// A stage -> its template, and the lines of the image that went into it.

import type { RenderedStage } from '../6-render/stage.ts';
import type { Compiled } from '../compilation.ts';
import { nameOf } from './about-path.ts';
import { type Answer, type Line, line, shown } from './answer.ts';
import type { Explanation } from './explain.ts';
import { leavesRead } from './source-map.ts';

/** A stage, and the name of its pipeline. */
export interface StageOf {
  readonly pipeline: string;
  readonly stage: RenderedStage;
}

/** All stages, in the order of the manifest. */
export const stagesIn = ({ compiled }: Explanation): StageOf[] =>
  (compiled?.stages ?? []).flatMap(({ pipeline, stages }) =>
    stages.map((stage) => ({ pipeline: pipeline.compiled.name, stage })),
  );

/** Stages by type, with or without its prefix, and by pipeline where one is named. */
export function aboutStages(explanation: Explanation, name: string): Answer[] {
  const [, wanted, type = ''] = /^(?:([^/ ]+)[/ ])?(.+)$/.exec(name) ?? [];
  return stagesIn(explanation)
    .filter(({ stage }) => stage.type === type || stage.type.endsWith(`.${type}`))
    .filter(({ pipeline }) => (wanted ?? pipeline) === pipeline)
    .map((one) => aboutStage(one, explanation.compiled!));
}

/** What went into one stage. */
export function aboutStage({ pipeline, stage }: StageOf, compiled: Compiled): Answer {
  const { definition, path } = stage.source;
  const template: Line = {
    text: 'is its template',
    place: definition.doc.place(path),
    component: `${definition.kind} ${definition.name}`,
  };
  const read = leavesRead(compiled.image, stage.reads).map(({ path: at, value, origin }) =>
    line([...nameOf(at, value), shown(value)].join(': '), origin),
  );
  return { title: `The stage ${stage.type} of the pipeline "${pipeline}":`, lines: [template, ...read] };
}
