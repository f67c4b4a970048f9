// ajv's errors -> sentences in the user's words, one for each mistake.

import type { ErrorObject } from 'ajv';
import { type Document, type Path, valueAt } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf, perhaps } from '../diagnostics/nearest.ts';
import { byPlace } from './by-place.ts';
import {
  capital,
  childOf,
  describe,
  example,
  exampleAround,
  kindOf,
  knownKeys,
  knows,
  meaning,
  meantBy,
  patternHint,
  rightPlace,
  shortened,
  unescapePointer,
  wantedWords,
} from './say.ts';
import { type SchemaName, type SchemaNode, schemaAt, schemaFile } from './schemas.ts';

/**
 * Reports what a validator found.
 * @param at where in the document the checked value stands
 * @param noun what the whole is called ("an environment")
 */
export function reportErrors(
  doc: Document,
  at: Path,
  value: unknown,
  schema: SchemaName,
  noun: string,
  errors: readonly ErrorObject[],
  diagnostics: Diagnostics,
): void {
  const file = schemaFile(schema);
  for (const group of byPlace(errors)) {
    const local = group[0]!.instancePath.split('/').slice(1).map(unescapePointer);
    const path = [...at, ...local];
    const node = schemaAt(file, local) ?? {};
    const here = valueAt(value, local);
    const name = describe(local, noun);
    const types = group.find((e) => e.keyword === 'type');
    if (types) {
      reportType(doc, path, here, types, node, name, diagnostics);
      continue;
    }
    const unknown = group
      .filter((e) => e.keyword === 'additionalProperties')
      .map((e) => String(e.params.additionalProperty));
    const missing = group.filter((e) => e.keyword === 'required').map((e) => String(e.params.missingProperty));
    const known = knownKeys(node, schema, local.length === 0);
    for (const key of unknown) {
      const place = doc.place([...path, key], 'key');
      const meant = meantBy(key, node, known, missing);
      if (meant && missing.includes(meant.name)) missing.splice(missing.indexOf(meant.name), 1);
      if (key === '<<')
        diagnostics.error('unknown-key', 'YAML\'s merge key "<<" means nothing here.', {
          place,
          hint: 'Put what is shared into a file, and extend it.',
        });
      else
        diagnostics.error('unknown-key', `${capital(name)} has no "${key}".${perhaps(meant?.name)}`, {
          place,
          hint: meant?.hint ?? rightPlace(key, local) ?? knows(node, known),
        });
    }
    for (const key of missing)
      diagnostics.error('missing-key', `${capital(name)} needs "${key}".`, {
        place: doc.place(path, 'key'),
        hint: `Add "${key}"${meaning(childOf(node, key))}.`,
      });
    for (const error of group) {
      if (error.keyword === 'additionalProperties' || error.keyword === 'required' || error.propertyName !== undefined)
        continue;
      reportValue(doc, path, here, error, node, name, diagnostics);
    }
  }
}

function reportType(
  doc: Document,
  path: Path,
  here: unknown,
  error: ErrorObject,
  node: SchemaNode,
  name: string,
  diagnostics: Diagnostics,
): void {
  const wanted = ([] as string[]).concat(error.params.type as string | string[]);
  const place = doc.place(path);
  const written = doc.written(path);
  if (wanted.includes('string') && (typeof here === 'number' || typeof here === 'boolean')) {
    const text = written ?? String(here);
    const lost = text !== String(here) ? `: YAML reads ${text} as ${String(here)}` : '';
    diagnostics.error(
      'quote-it',
      `${capital(name)} is text, and ${text} is a ${typeof here === 'number' ? 'number' : 'truth value'}${lost}.`,
      { place, hint: `Quote it: "${text}".` },
    );
    return;
  }
  const quoted = typeof here === 'string' && /^\d+$/.test(here) && wanted.some((type) => /integer|number/.test(type));
  diagnostics.error('wrong-type', `${capital(name)} is ${wantedWords(wanted)}, not ${kindOf(here)}.`, {
    place,
    hint: quoted ? `Take the quotes away: ${here}.` : wayOut(path, here, wanted, node),
  });
}

/** What to write where the type is wrong. */
function wayOut(path: Path, here: unknown, wanted: string[], node: SchemaNode): string {
  if (Array.isArray(node.examples)) return example(node, path)!;
  if (wanted.includes('array') && typeof here !== 'object')
    return `Write a list: ${path.at(-1)}: [${shortened(String(here))}].`;
  const around = wanted.includes('object') ? exampleAround(path) : undefined;
  return around ?? `Write ${wantedWords(wanted)}${meaning(node)}.`;
}

function reportValue(
  doc: Document,
  path: Path,
  here: unknown,
  error: ErrorObject,
  node: SchemaNode,
  name: string,
  diagnostics: Diagnostics,
): void {
  const place = doc.place(path);
  const value = typeof here === 'string' ? `"${shortened(here)}"` : JSON.stringify(here);
  const say = (message: string, hint?: string) =>
    diagnostics.error('bad-value', message, { place, hint: hint ?? example(node, path) });
  switch (error.keyword) {
    case 'enum': {
      const allowed = (error.params.allowedValues as unknown[]).filter((v) => v !== null);
      say(
        `${capital(name)} cannot be ${value}.${typeof here === 'string' ? didYouMean(here, allowed.map(String)) : ''}`,
        `It is ${oneOf(allowed)}.${typeof node['x-hint'] === 'string' ? ` ${node['x-hint']}` : ''}`,
      );
      break;
    }
    case 'pattern':
      if (node['x-kind'] === 'size')
        say(
          `${capital(name)} is a size, and ${value} is none.`,
          'Write bytes, or a number and a unit: "500 MiB", "20 GiB".',
        );
      else
        say(
          `${capital(name)} cannot be ${value}.`,
          Array.isArray(node.examples) ? example(node, path) : patternHint({ pattern: error.params.pattern, ...node }),
        );
      break;
    case 'propertyNames': {
      const key = String(error.params.propertyName);
      diagnostics.error('bad-value', `"${key}" is not a name that ${name} can have.`, {
        place: doc.place([...path, key], 'key'),
        hint: patternHint((node.propertyNames ?? {}) as SchemaNode),
      });
      break;
    }
    case 'minimum':
    case 'maximum':
      say(
        `${capital(name)} is ${error.keyword === 'minimum' ? 'at least' : 'at most'} ${String(error.params.limit)}, not ${value}.`,
        'Choose another number.',
      );
      break;
    case 'maxLength':
      say(
        `${capital(name)} has at most ${String(error.params.limit)} characters, and ${value} is longer.`,
        'Shorten it.',
      );
      break;
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      if (/^\d+$/.test(path.at(-1) ?? ''))
        say(`${capital(name)} has an empty entry.`, 'Write a name, or take the entry out.');
      else if (typeof here === 'string' && here !== '') say(`${capital(name)} cannot be ${value}: it is too short.`);
      else say(`${capital(name)} is empty.`, 'Say what it is to be, or take the line out.');
      break;
    default:
      if (!path.length || error.keyword !== 'not') say(`${capital(name)} cannot be ${value}.`);
  }
}
