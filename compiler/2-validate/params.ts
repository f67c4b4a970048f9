// The parameters that a blueprint and its bases declare, and what the caller sets -> a value for each, of the declared type.

import { resolve } from 'node:path';
import type { Document, Json, JsonMap, Path } from '../1-load/document.ts';
import { isMap } from '../1-load/document.ts';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf, thereAre } from '../diagnostics/nearest.ts';
import type { Param } from '../types/types.ts';
import { layerSchema, type SchemaNode } from './schemas.ts';

type Said = NonNullable<Param>;

/** A parameter: what all files say of it together, and where each key is said. */
export interface Declared extends Said {
  readonly name: string;
  place(key?: keyof Said): Place;
}

/** The value of a parameter, and where it is from. */
export interface Valued {
  readonly param: Declared;
  readonly value: Json;
  readonly from: Place;
}

/** Values of parameters by name: texts as the command line has them, or data of the declared type. */
export type Settings = Readonly<Record<string, unknown>>;

/** Sizes look as they do in layers. */
const SIZE = new RegExp(String((layerSchema.$defs as Record<string, SchemaNode>).size!.pattern));

/** The types: what messages call them, how a text is read, and what is of the type. */
const TYPES: Record<
  NonNullable<Said['type']>,
  { noun: string; read(text: string): unknown; is(v: unknown): boolean }
> = {
  string: { noun: 'text', read: (text) => text, is: (v) => typeof v === 'string' },
  integer: {
    noun: 'a whole number',
    read: (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
    is: Number.isSafeInteger,
  },
  number: {
    noun: 'a number',
    read: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined),
    is: Number.isFinite,
  },
  boolean: {
    noun: 'true or false',
    read: (text) => ({ true: true, false: false })[text],
    is: (v) => typeof v === 'boolean',
  },
  size: {
    noun: 'a size such as "20 GiB"',
    read: (text) => text,
    is: (v) => (typeof v === 'string' ? SIZE.test(v) : Number.isSafeInteger(v) && (v as number) >= 0),
  },
  list: {
    noun: 'a list of texts',
    read: (text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    is: (v) => Array.isArray(v) && v.every((item) => typeof item === 'string'),
  },
  secret: {
    noun: 'a reference to a secret: env:NAME or file:PATH',
    read: (text) => {
      const [, kind, what = ''] = /^(env|file):(.+)$/.exec(text) ?? [];
      return kind === undefined ? undefined : { [kind]: kind === 'file' ? resolve(what) : what };
    },
    is: (v) => isMap(v) && Object.keys(v).length === 1 && typeof (v.env ?? v.file) === 'string',
  },
};

/** What a type is called in messages. */
const typeNoun = ({ type = 'string' }: Said): string => TYPES[type].noun;

/** The parameters of a blueprint's files together: a nearer file edits what a farther one declares. */
export function declaredParams(line: readonly Document[]): Declared[] {
  const all = new Map<string, { keys: JsonMap; places: Map<string, { doc: Document; at: Path }> }>();
  for (const doc of line) {
    const said = isMap(doc.value) ? doc.value.params : undefined;
    const params: JsonMap = isMap(said) ? said : {};
    for (const [name, said] of Object.entries(params)) {
      if (!isMap(said)) {
        all.delete(name);
        continue;
      }
      const one = all.get(name) ?? { keys: {} as JsonMap, places: new Map() };
      all.set(name, one);
      one.places.set('', { doc, at: ['params', name] });
      for (const [key, value] of Object.entries(said)) {
        one.keys[key] = value;
        one.places.set(key, { doc, at: ['params', name, key] });
      }
    }
  }
  return [...all].map(([name, { keys, places }]) => ({
    ...(keys as Said),
    name,
    place(key) {
      const { doc, at } = places.get(key ?? '') ?? places.get('')!;
      return doc.place(at, key === undefined ? 'key' : 'value');
    },
  }));
}

/** A value for every parameter; what is wrong with a declaration or a setting is reported. */
export function valuesOf(
  declared: readonly Declared[],
  settings: Settings,
  doc: Document,
  diagnostics: Diagnostics,
): Map<string, Valued> {
  const names = declared.map(({ name }) => name);
  for (const name of Object.keys(settings))
    if (!names.includes(name))
      diagnostics.error('unknown-name', `There is no parameter "${name}" to set.${didYouMean(name, names)}`, {
        place: doc.place(['params'], 'key'),
        hint: names.length ? thereAre(names) : 'This blueprint has no "params".',
      });
  const values = new Map<string, Valued>();
  for (const param of declared) {
    if (param.default !== undefined) check(param, param.default as Json, param.place('default'), diagnostics);
    const given = Object.hasOwn(settings, param.name) ? settings[param.name] : undefined;
    if (given === undefined && param.default === undefined) {
      diagnostics.error('not-set', `The parameter "${param.name}" is not set, and has no default.`, {
        place: param.place(),
        hint: `Set it: --set ${param.name}=… (${typeNoun(param)}), or give it a "default".`,
      });
      continue;
    }
    const read = typeof given === 'string' ? TYPES[param.type ?? 'string'].read(given) : given;
    const value = (given === undefined ? param.default : (read ?? given)) as Json;
    if (given !== undefined) check(param, value, param.place(), diagnostics);
    values.set(param.name, { param, value, from: given === undefined ? param.place('default') : param.place() });
  }
  return values;
}

/** Checks a value against the type, the list of values and the pattern. */
function check(param: Declared, value: Json, place: Place, diagnostics: Diagnostics): void {
  const { name, type = 'string', enum: allowed, pattern } = param;
  // a secret that stands where a reference should is not repeated
  const shown = type === 'secret' ? 'what is said' : typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  const say = (message: string, hint: string) => diagnostics.error('bad-value', message, { place, hint });
  if (!TYPES[type].is(value)) {
    say(`The parameter "${name}" is ${typeNoun(param)}, and ${shown} is not.`, `Write ${typeNoun(param)}.`);
    return;
  }
  const items = Array.isArray(value) ? value : [value];
  const other = allowed && items.find((item) => !(allowed as Json[]).includes(item));
  if (other !== undefined)
    say(
      `The parameter "${name}" cannot be ${JSON.stringify(other)}.${didYouMean(String(other), (allowed ?? []).map(String))}`,
      `It is ${oneOf(allowed ?? [])}.`,
    );
  const expression = pattern === undefined ? undefined : expressionOf(param, diagnostics);
  if (expression && items.some((item) => !expression.test(String(item))))
    say(`The parameter "${name}" cannot be ${shown}.`, `It looks like ${pattern}.`);
}

function expressionOf(param: Declared, diagnostics: Diagnostics): RegExp | undefined {
  try {
    return new RegExp(param.pattern!, 'u');
  } catch {
    diagnostics.error('bad-value', `The pattern of the parameter "${param.name}" is no regular expression.`, {
      place: param.place('pattern'),
      hint: 'Look for a bracket that is not closed.',
    });
    return undefined;
  }
}
