// What the YAML parser finds wrong -> sentences for people who write YAML by hand.

import type { YAMLError } from 'yaml';

/** What is wrong, and what to do. */
export interface Sentence {
  readonly message: string;
  readonly hint: string;
}

/** Patterns of the parser's texts, the more special first. */
const SENTENCES: readonly (readonly [RegExp, string, string])[] = [
  [/^(Tabs are not|Plain value cannot start with a tab)/, 'A tab is used to indent this line.', 'Indent with spaces.'],
  [/^Missing closing (.)quote/, 'A quote is opened here and never closed.', 'Close it.'],
  [
    /^Flow sequence in block.*end with|^Flow sequence.*sufficiently/,
    'A list that begins with "[" is not closed here.',
    'Close it with "]", on this line or indented below it.',
  ],
  [
    /^Flow map in block.*end with|^Flow map.*sufficiently/,
    'A map that begins with "{" is not closed here.',
    'Close it with "}", on this line or indented below it.',
  ],
  [/^Expected .* to end with (.)/, 'A bracket is opened and never closed.', 'Close it.'],
  [
    /^Implicit (map )?keys need to be/,
    'This line is no key with a value.',
    'Write "key: value", with a space after the colon.',
  ],
  [
    /^Missing space after :/,
    'There is no space after this colon.',
    'Write "key: value", with a space after the colon.',
  ],
  [
    /^Nested mappings are not allowed/,
    'There is a second ": " in this line.',
    'Quote the value if the colon belongs to it: key: "a: b".',
  ],
  [
    /^Missing , /,
    'A comma is missing between two entries.',
    'Write a comma, or quote a text that has ": " or "," in it.',
  ],
  [
    /^(All (mapping|sequence) items|A collection cannot|.*(same column|indent))/,
    'This line is not indented like its neighbours.',
    'Give all entries of a map or list the same indentation.',
  ],
  [
    /^Plain value cannot start with (.*)|reserved character (.)/,
    'A text that begins with this character needs quotes.',
    'Quote the whole text.',
  ],
  [
    /^Invalid escape sequence (.*)/,
    'A text in double quotes has "\\" before a letter that it means nothing with.',
    'Write "\\\\", or use single quotes.',
  ],
  [/^Comments must be separated/, 'A "#" follows without a space.', 'Put a space before "#", or quote the text.'],
  [/^Block scalar header/, 'Something follows "|" or ">" on its line.', 'Begin the text on the next line.'],
];

/** What a syntax error means, in plain words. */
export function sentenceFor(error: YAMLError): Sentence {
  if (error.code === 'MULTIPLE_DOCS')
    return { message: 'There is a second document ("---") in this file.', hint: 'Keep one document in a file.' };
  const text = error.message.split('\n')[0]!;
  for (const [pattern, message, hint] of SENTENCES) if (pattern.test(text)) return { message, hint };
  return {
    message: 'This is not YAML here.',
    hint: 'Look for a missing quote, bracket or comma, or for a line that is not indented like its neighbours.',
  };
}
