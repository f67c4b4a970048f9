// A text that is read from its start to its end by regular expressions.

/** A reader stands at the first word of a line, or of an item, that is `indent` columns from the margin; -1 at the end. */
export interface Reader {
  readonly text: string;
  at: number;
  indent: number;
}

/** Thrown at the first thing that is not plain. */
export class Unusual extends Error {}

/** Gives up. */
export const unusual = (): never => {
  throw new Unusual();
};

/** Takes what a sticky expression finds right here; undefined where it finds nothing. */
export function take(reader: Reader, what: RegExp): string | undefined {
  const { at, text } = reader;
  what.lastIndex = at;
  // no groups: an array of them for each word is what costs
  if (!what.test(text)) return undefined;
  reader.at = what.lastIndex;
  return text.slice(at, reader.at);
}

/** Whether a word stands right here. */
export const isAt = (reader: Reader, word: string): boolean => reader.text.startsWith(word, reader.at);

/** What may stand between a value and the next line that says something. */
const BREAK = / *(?: #.*)?\n(?: *(?:#.*)?\n)* */y;

/** Goes to the next line that says something. */
export function nextLine(reader: Reader, gap = BREAK): void {
  const passed = take(reader, gap) ?? unusual();
  reader.indent = reader.at === reader.text.length ? -1 : passed.length - passed.lastIndexOf('\n') - 1;
}
