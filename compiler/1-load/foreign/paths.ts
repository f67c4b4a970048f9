// Paths and texts of a format's rules, with fields of the entry in braces -> paths in our document.

import { X509Certificate } from 'node:crypto';
import { isMap, type Json, type Path } from '../document.ts';
import { freeName } from '../free-name.ts';

/** What stands in braces reads this. */
export interface Entry {
  readonly value: Json;
  /** Its number in its list, from 1. */
  readonly number?: number;
  /** Its number among the entries of its list that are called so, from 1. */
  readonly count?: (name: string) => number;
  /** What it is called, where it has no name of its own: what the braces of its place stand for. */
  readonly called?: { readonly braces: string; readonly name: string };
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** A directory as one word: "/home/ada" is home_ada, "/" is root. */
const flat = (path: string): string => path.replace(/^\/+/, '').replace(/^-|[^A-Za-z0-9+_.-]/g, '_') || 'root';

/** A field of an entry as text: `a|b|#` the first that is there, `#` a name by its number, `x-#` x and how many were called so, `a~lv` a path as one word with an ending, `a!x` unless it is x, `a'` for a shell's single quotes, `value` itself, `serial` a certificate's. */
function field(names: string, { value, number, count, called }: Entry): string | undefined {
  if (called?.braces === names) return called.name;
  for (const name of names.split('|')) {
    if (name === '#') return `entry-${number ?? 1}`;
    if (name.endsWith('-#')) return name.slice(0, -1) + (count?.(name) ?? 1);
    if (name === 'serial') return serialOf(text(value) ?? '');
    const quoted = name.endsWith("'");
    const [reference = '', unless] = (quoted ? name.slice(0, -1) : name).split('!');
    const [key = '', suffix] = reference.split('~');
    const found = text(key === 'value' ? value : isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined);
    if (found === undefined || found === '' || found === unless) continue;
    if (quoted) return found.replaceAll("'", `'"'"'`);
    return suffix === undefined ? found : `${flat(found)}${suffix}`;
  }
  return undefined;
}

/** The serial number of a certificate, as file names spell it. */
function serialOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).serialNumber.toLowerCase().replace(/^0+(?=.)/, '');
  } catch {
    return undefined;
  }
}

/**
 * What the entries of a list are called in a path: of `{name|mountpoint~lv|#}` those without a name get one that no other
 * has, so that a name that is made never is one that was given.
 */
export function callEntries(template: string, entries: readonly Entry[]): Entry[] {
  const [, braces, own] = /\{(([^}|]+)\|[^}]*~[^}]*)\}/.exec(template) ?? [];
  if (braces === undefined || own === undefined) return [...entries];
  const taken = new Set(entries.map((entry) => field(own, entry)));
  return entries.map((entry) => {
    if (field(own, entry) !== undefined) return entry;
    const name = freeName(field(braces, entry) ?? '', (one) => taken.has(one));
    taken.add(name);
    return { ...entry, called: { braces, name } };
  });
}

/** A text with its fields; or the names in the braces that nothing fits. */
export function fillIn(template: string, entry: Entry): { text: string } | { missing: string } {
  if (!template.includes('{')) return { text: template };
  let missing: string | undefined;
  const filled = template.replace(/\{([^}]+)\}/g, (_, names: string) => {
    const found = field(names, entry);
    if (found === undefined) missing ??= names;
    return found ?? '';
  });
  return missing === undefined ? { text: filled } : { missing };
}

const segments = new Map<string, readonly string[]>();

/** The segments of a path, before their fields are filled in. Rules have the same few paths for every blueprint. */
function segmentsOf(template: string): readonly string[] {
  let known = segments.get(template);
  if (!known) {
    known = template.match(/(\{[^}]*\}|[^.{])+/g) ?? [];
    segments.set(template, known);
  }
  return known;
}

/** "users.{name}" -> its segments; a field is one segment, whatever it holds. */
export function pathOf(template: string, entry: Entry): { path: Path } | { missing: string } {
  const path: string[] = [];
  for (const segment of segmentsOf(template)) {
    const filled = fillIn(segment, entry);
    if ('missing' in filled) return filled;
    path.push(filled.text);
  }
  return { path };
}
