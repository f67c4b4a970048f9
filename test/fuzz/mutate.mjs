// A blueprint -> the same with mistakes in it: in its values, or in its text.
import { ODD } from './values.mjs';

/** Every map or list of a value, with its keys. */
function holders(value, out = []) {
  if (typeof value !== 'object' || value === null) return out;
  if (Object.keys(value).length > 0) out.push(value);
  for (const child of Object.values(value)) holders(child, out);
  return out;
}

const typo = (text, random) => {
  const at = random.below(text.length + 1);
  return random.pick([
    text.slice(0, at) + text.slice(at + 1),
    `${text.slice(0, at)}${random.pick(['a', '-', '_', '.', ' ', ''])}${text.slice(at)}`,
    text.toUpperCase(),
    `${text}s`,
    text.split('').reverse().join(''),
  ]);
};

const set = (map, key, value) =>
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });

/**
 * Changes a value in place.
 * @param make gives a value for a word of the vocabulary
 */
export function mutateValue(value, words, make, random) {
  for (let edits = random.chance(0.6) ? 1 : 2 + random.below(3); edits > 0; edits--) {
    const all = holders(value);
    if (all.length === 0) return;
    const map = random.pick(all);
    const key = random.pick(Object.keys(map));
    const other = random.pick(all);
    const otherKey = random.pick(Object.keys(other));
    switch (random.below(9)) {
      case 0:
        if (Array.isArray(map)) map.splice(Number(key), 1);
        else delete map[key];
        break;
      case 1:
        set(map, key, structuredClone(random.pick(ODD)));
        break;
      case 2:
        if (!Array.isArray(map)) {
          const old = map[key];
          delete map[key];
          set(map, typo(key, random), old);
        }
        break;
      case 3:
        [map[key], other[otherKey]] = [structuredClone(other[otherKey]), structuredClone(map[key])];
        break;
      case 4: {
        const word = random.pick(words);
        set(random.chance(0.7) ? value : map, word, make(word));
        break;
      }
      case 5:
        set(
          map,
          key,
          random.pick([{ only: structuredClone(map[key]) }, [structuredClone(map[key])], String(map[key])]),
        );
        break;
      case 6:
        if (typeof map[key] === 'string') set(map, key, typo(map[key], random));
        else if (typeof map[key] === 'number') set(map, key, map[key] * random.pick([-1, 0, 1000, 0.5]));
        break;
      case 7:
        set(
          map,
          random.pick(['extends', 'targets', 'params', 'variants', 'name', 'type', 'workloads', 'x']),
          structuredClone(random.pick(ODD)),
        );
        break;
      default:
        if (Array.isArray(map)) map.push(structuredClone(map[key]));
        else set(map, `${key}2`, structuredClone(map[key]));
    }
  }
}

const PIECES = [
  '\t',
  '  ',
  ': ',
  '- ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '!!x ',
  '|',
  '>',
  '\n---\n',
  '\n',
  '\u0000',
  '\u00e9',
  '\ufeff',
  '=',
  ',',
  '~',
  '<<: ',
];

/** Changes a text. */
export function mutateText(text, other, random) {
  let out = text;
  for (let edits = 1 + random.below(4); edits > 0; edits--) {
    const at = random.below(out.length + 1);
    const lines = out.split('\n');
    const line = random.below(lines.length);
    switch (random.below(7)) {
      case 0:
        out = out.slice(0, at) + random.pick(PIECES) + out.slice(at);
        break;
      case 1:
        out = out.slice(0, at) + out.slice(at + 1 + random.below(12));
        break;
      case 2:
        lines.splice(line, 1);
        out = lines.join('\n');
        break;
      case 3:
        lines.splice(line, 0, random.pick(lines));
        out = lines.join('\n');
        break;
      case 4:
        lines[line] = `${' '.repeat(random.below(5))}${lines[line]}`;
        out = lines.join('\n');
        break;
      case 5:
        out = out.slice(0, at) + other.slice(random.below(other.length + 1)).slice(0, 200);
        break;
      default:
        out = out.slice(0, at);
    }
  }
  return out;
}
