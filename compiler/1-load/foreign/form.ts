// A value of another program's document -> the same as our words have it, by its rule.

import type { Json } from '../document.ts';
import { bytes } from '../size.ts';
import { type Entry, fillIn } from './paths.ts';
import { missingField } from './problems.ts';
import type { Rule, Spot, Work } from './work.ts';

/** The value as our words have it. */
export function formOf(value: Json, rule: Rule, spot: Spot, work: Work): Json | undefined {
  const { at, entry } = spot;
  if (rule.value !== undefined) return rule.value as Json;
  if (rule.values && Object.hasOwn(rule.values, String(value))) return rule.values[String(value)] as Json;
  if (rule.replace && typeof value === 'string') return replaced(value, rule.replace);
  if (rule.text) {
    for (const template of rule.text) {
      const filled = fillIn(template, entry);
      if ('text' in filled) return rule.as === 'list' ? [filled.text] : filled.text;
    }
    missingField(rule.text.at(-1)!, at, work);
    return undefined;
  }
  switch (rule.as) {
    case 'size':
      return sizeOf(value, rule, entry);
    case 'words':
      // the kernel does not part what stands in quotes
      return typeof value === 'string' ? (value.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []) : value;
    case 'lines':
      return typeof value === 'string' ? lines(value) : [value];
    case 'list':
      return Array.isArray(value) ? value : [value];
    case 'first':
      if (!Array.isArray(value)) return value;
      if (value.length > 1)
        work.diagnostics.warning('no-meaning', `Only the first entry of "${at.join('.')}" has an effect.`, {
          place: work.doc.place([...at, '1']),
          hint: 'Take the others out.',
        });
      return value[0];
    default:
      return value;
  }
}

/** A size without the blanks around it; the least that makes sense, where it is less. */
function sizeOf(value: Json, { least }: Rule, entry: Entry): Json {
  if (typeof value !== 'number' && typeof value !== 'string') return value;
  const size = typeof value === 'string' ? value.trim() : value;
  if (!least) return size;
  const filled = fillIn(`{${least.by}}`, entry);
  const floor = ('text' in filled && least.sizes?.[filled.text]) || least.else;
  return bytes(size) < bytes(floor) ? floor : size;
}

/** What stands on each line; a newline at the end stays, and a text of nothing is one line. */
function lines(text: string): string[] {
  const said = text.split(/\n(?!\s*$)/).filter((line) => line.trim() !== '');
  return said.length ? said : [text];
}

function replaced(text: string, patterns: Readonly<Record<string, string>>): string {
  let result = text;
  for (const [pattern, by] of Object.entries(patterns)) result = result.replace(new RegExp(pattern, 'gu'), by);
  return result;
}
