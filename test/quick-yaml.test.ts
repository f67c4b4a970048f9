// The quick reader of YAML says what the whole parser says, or nothing.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument, stringify } from 'yaml';
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

/** Texts of lines as people write them, some of which are taken away, doubled or moved in. */
const line = fc.constantFrom(
  ...[
    'a: 1',
    'b: two words',
    "c: 'it''s'",
    'd: "q\\n"',
    'e: [x, {y: 1}, "z"]',
    'f: { g: h, i: [] }',
    'j:',
    'k: |',
    'l: >-',
    'm: |-',
    'n: |+',
  ],
  ...[
    '- o',
    '- p: q',
    '- - r',
    '# s',
    '',
    ' ',
    't: u # v',
    'w: x: y',
    'z: [',
    ']',
    '},',
    'a, b',
    '"c": d',
    'e f: g',
    '? h',
    'i: 012',
    'j: 1_000',
  ],
  ...[
    'k: -',
    'l: - m',
    'n: [a b, c: d]',
    'o: [a,]',
    'p: "q" r',
    "s: 't' # u",
    'v: "w',
    'x"',
    'y: a#b',
    'z: http://x/?y#z',
    '...',
    '- !t u',
    '- &v w',
  ],
);

test('texts of such lines', () => {
  const indented = fc.tuple(fc.nat(4), line).map(([levels, text]) => ' '.repeat(levels * 2) + text);
  fc.assert(
    fc.property(
      fc.array(indented, { maxLength: 8 }),
      fc.constantFrom('', '\n'),
      (lines, end) => void held(lines.join('\n') + end),
    ),
    { ...fixed, numRuns: fixed.numRuns * 4 },
  );
});

test('what the library writes', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('two\nlines\n', 'a line\n\n and one\n', 'x'.repeat(100), 'word '.repeat(30)),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      word,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('map'),
    ),
    list: fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
    map: fc.dictionary(fc.stringMatching(/^[a-z/.]{1,6}$/), tie('value'), {
      minKeys: 1,
      maxKeys: 4,
      noNullPrototype: true,
    }),
  }));
  let quick = 0;
  fc.assert(
    fc.property(value, fc.constantFrom(40, 80, 0), fc.boolean(), (value, lineWidth, flow) => {
      const text = stringify({ value }, { lineWidth, ...(flow && { collectionStyle: 'flow' }) });
      if (held(text)) quick++;
    }),
    fixed,
  );
  expect(quick / fixed.numRuns).toBeGreaterThan(0.3);
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
