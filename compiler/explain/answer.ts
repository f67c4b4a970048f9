// What stands at an origin -> a line of an answer: the place, the component whose file it is, and why it says so.

import { type Origin, placeOf } from '../3-resolve/image.ts';
import type { Place } from '../diagnostics/diagnostic.ts';

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

/** What is said of one thing. */
export interface Answer {
  readonly title: string;
  readonly lines: readonly Line[];
  /** Stages that read it, as `pipeline: type`. */
  readonly readBy?: readonly string[];
}

/** A value as it is printed: on one line, and not too long. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' && !value.includes('\n') ? `"${value}"` : JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
};

/** What an origin did, as a line. */
export function line(text: string, origin: Origin, part: 'key' | 'value' = 'value'): Line {
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
