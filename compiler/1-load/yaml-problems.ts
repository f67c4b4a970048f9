// A parsed YAML document -> messages about what is wrong with it, or would surprise.

import type { Node, parseDocument, Scalar } from 'yaml';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { yaml } from './libraries.ts';
import { sentenceFor } from './yaml-errors.ts';

type Placing = (from: number, to: number) => Place;
type Parsed = ReturnType<typeof parseDocument>;

/** Reports syntax, keys that stand twice, tags and directives. Of syntax errors only the first is worth reading. */
export function reportSyntax(doc: Parsed, text: string, place: Placing, diagnostics: Diagnostics): void {
  const [error] = doc.errors.filter((e) => e.code !== 'DUPLICATE_KEY');
  if (error) {
    const { message, hint } = sentenceFor(error);
    diagnostics.error('yaml-syntax', message, { place: place(error.pos[0], error.pos[1]), hint });
    return;
  }
  if (doc.directives?.yaml.explicit || /^%/.test(text))
    diagnostics.error('yaml-tag', 'A YAML directive ("%") means nothing here.', {
      place: place(0, text.indexOf('\n') + 1),
      hint: 'Take the line out, and the "---" below it.',
    });
  for (const warning of doc.warnings.slice(0, 10)) {
    const tag = /Unresolved tag: (\S+)/.exec(warning.message)?.[1];
    if (tag === undefined) continue;
    diagnostics.error('yaml-tag', `The tag "${tag}" means nothing here.`, {
      place: place(warning.pos[0], warning.pos[1]),
      hint: 'Write the value without a tag.',
    });
  }
  if (doc.errors.length > 0) reportDuplicates(doc, place, diagnostics);
}

function reportDuplicates(doc: Parsed, place: Placing, diagnostics: Diagnostics): void {
  const { isScalar, visit } = yaml();
  const at = (key: Node): Place => place(key.range![0], key.range![1]);
  visit(doc, {
    Map(_, map) {
      const seen = new Map<string, Node>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const first = seen.get(name);
        if (first)
          diagnostics.error('duplicate-key', `The key "${name}" stands twice in one map.`, {
            place: at(key as Node),
            hint: 'Keep one of them, or put what they say together.',
            related: [{ message: 'It stands here already.', place: at(first) }],
          });
        else seen.set(name, key as Node);
      }
    },
  });
}

/** Reports the first anchor or alias, values that are not there, and the one name that JavaScript cannot keep in a map like others. */
export function reportSurprises(doc: Parsed, text: string, place: Placing, diagnostics: Diagnostics): void {
  const { isAlias, isScalar, visit } = yaml();
  visit(doc, {
    Node(_, node) {
      const anchor = isAlias(node) ? undefined : (node as { anchor?: string }).anchor;
      if (!isAlias(node) && anchor === undefined) return undefined;
      const [from] = node.range ?? [0, 1];
      const mark = isAlias(node) ? `*${node.source}` : `&${anchor}`;
      const start = isAlias(node) ? from : Math.max(0, text.lastIndexOf(mark, from));
      diagnostics.error(
        'yaml-alias',
        `"${mark}" is a YAML ${isAlias(node) ? 'alias' : 'anchor'}; there are none in this language.`,
        {
          place: place(start, start + mark.length),
          hint: 'Write the value out, or put what is shared into a file that others extend.',
        },
      );
      return visit.BREAK;
    },
    Seq(_, { items }) {
      for (const item of items)
        if (isEmpty(item))
          diagnostics.error('empty-value', 'This entry of a list is empty.', {
            place: place(item.range![0] - 1, item.range![0]),
            hint: 'Write what it is, or take it out.',
          });
    },
    Pair(_, { key, value }) {
      if (!isScalar(key)) return;
      // YAML reads it as null, which would take away what lower layers say: a word whose last line was taken out
      if (value === null || isEmpty(value))
        diagnostics.error('empty-value', `"${String(key.value)}" is empty.`, {
          place: place(key.range![0], key.range![1]),
          hint: `Write what it is, or take the line out; "${String(key.value)}: null" takes away what there is.`,
        });
      if (key.value !== '__proto__') return;
      diagnostics.error('bad-value', 'Nothing can be called "__proto__".', {
        place: place(key.range![0], key.range![1]),
        hint: 'Choose another name.',
      });
    },
  });
}

/** A value that was not written: what stands there is nothing, and not "null". */
const isEmpty = (node: unknown): node is Scalar => yaml().isScalar(node) && node.source === '' && node.type === 'PLAIN';
