// What stands at an origin -> a line of an answer: the place, the component whose file it is, and why it says so.

import { type Origin, placeOf } from '../3-resolve/image.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { keylessPlace, withoutKeys } from '../diagnostics/private-keys.ts';

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

/** A value on one line. */
export const onOneLine = (value: unknown): string =>
  typeof value === 'string' && !value.includes('\n') ? `"${value}"` : JSON.stringify(value);

/** A value as it is printed: on one line, not too long, and without private keys. */
export const shown = (value: unknown): string => cut(withoutKeys(onOneLine(value)));

/** So much of a text as is printed, with the place in it that matters. */
export function cut(text: string, place = 0): string {
  const start = place > LONGEST - BEFORE ? place - BEFORE : 0;
  const end = text.length > start + LONGEST ? start + LONGEST - 1 : text.length;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}

const LONGEST = 100;
/** What stands in front of the place that matters. */
const BEFORE = 30;

/** What an origin did, as a line. */
export function line(text: string, origin: Origin, part: 'key' | 'value' = 'value'): Line {
  const { component } = origin.layer;
  const { via, ...place } = keylessPlace(placeOf(origin, part));
  const because = origin.layer.because ?? (via && `${via.message} (${via.place.file}:${via.place.line})`);
  return {
    text: withoutKeys(text),
    place,
    component,
    ...(because !== undefined && { because }),
    ...(origin.word !== undefined && { word: origin.word }),
  };
}
