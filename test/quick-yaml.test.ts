// The quick reader of YAML says what the whole parser says, or nothing.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { quickYaml } from '../compiler/1-load/quick-yaml.ts';

/** What the whole parser makes of a text, or undefined where it has anything to say against it. */
function whole(text: string): unknown {
  const doc = parseDocument(text, { version: '1.2', strict: true, uniqueKeys: true, stringKeys: true });
  return doc.errors.length + doc.warnings.length > 0 ? undefined : doc.toJS({ maxAliasCount: 0 });
}

/** Reads a text both ways; the quick way may give up. */
function held(text: string): boolean {
  const quick = quickYaml(text);
  if (quick === undefined) return false;
  expect(quick, text).toEqual(whole(text));
  return true;
}

const files = ['definitions', 'blueprints', 'test'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => `${folder}/${name}`),
);

test('the files of this repository', () => {
  const quick = files.filter((file) => held(readFileSync(file, 'utf8')));
  // most of them are plain
  expect(quick.length / files.length).toBeGreaterThan(0.4);
});

/** Pieces of which texts are made that are nearly plain. */
const piece = fc.constantFrom(
  ...[
    'a',
    'b: ',
    'key: ',
    'x:',
    '- ',
    '\n',
    '\n  ',
    '\n    ',
    ' ',
    '{ ',
    ' }',
    '[',
    ']',
    ', ',
    ',',
    '"',
    "'",
    '#',
    ' # ',
    '|',
  ],
  ...[
    '|-',
    '>',
    '&a',
    '*a',
    '!t',
    ': ',
    ':',
    '0',
    '1',
    '-1',
    '9.10',
    '0755',
    'true',
    'null',
    '~',
    'no',
    '1e3',
    '.5',
    '/etc/x',
  ],
  ...[
    '\\n',
    '\\',
    '%',
    '@',
    '`',
    '?',
    '-',
    '$6$x',
    '2026-09-01',
    '1 GiB',
    '0x1f',
    '=',
    '<<: ',
    'ß',
    '"q"',
    "'q'",
    '{}',
    '[]',
  ],
);
const fixed = { numRuns: Number(process.env.RUNS ?? 20) * 50, seed: Number(process.env.SEED ?? 1) };

test('texts that are nearly plain', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => void held(pieces.join(''))),
    fixed,
  );
});

test('the files of this repository, with something changed', () => {
  const texts = files.map((file) => readFileSync(file, 'utf8')).filter((text) => text.length < 3000);
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(3000), fc.nat(3), piece, (text, at, gone, put) => {
      const place = at % (text.length + 1);
      held(text.slice(0, place) + put + text.slice(place + gone));
    }),
    fixed,
  );
});
