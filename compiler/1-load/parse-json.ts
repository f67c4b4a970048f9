// JSON as programs write it -> Document, without the work that finding places costs until somebody asks for one.

import { type Document, type Json, placedLater } from './document.ts';
import { DEEPEST } from './yaml-depth.ts';

/**
 * Reads JSON that says each thing once and in the form that a program would write: a text that comes out the same when it
 * is written again holds no key twice and no number that loses digits. Everything else is left to the parser of YAML.
 * @param slowly parses the text with places
 */
export function parseJson(file: string, text: string, slowly: () => Document | undefined): Document | undefined {
  if (!text.startsWith('{') || text.includes('"__proto__"')) return undefined;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
  const again = text.startsWith('{\n') ? JSON.stringify(value, null, 2) : JSON.stringify(value);
  if (text.trimEnd() !== again || !isShallow(value, DEEPEST)) return undefined;
  return placedLater(file, value, slowly);
}

/** Whether maps and lists nest no deeper than so many levels. */
function isShallow(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  for (const item of Object.values(value)) if (!isShallow(item, levels - 1)) return false;
  return true;
}
