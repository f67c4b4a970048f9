// The files of the project that pages are made from, and how a page is put together.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export const readSchema = (name) => JSON.parse(readFileSync(join(root, 'schemas', `${name}.schema.json`), 'utf8'));

/** Name -> content of every definition in a folder, by name. */
export function readDefinitions(folder) {
  const path = join(root, 'definitions', folder);
  const files = existsSync(path) ? readdirSync(path).filter((f) => f.endsWith('.yaml')) : [];
  return new Map(files.sort().map((f) => [f.slice(0, -5), parse(readFileSync(join(path, f), 'utf8'))]));
}

/** A page with its mark, from blocks of text. */
export const page = (from, blocks) =>
  `<!-- Generated from ${from} by .ci/docs.mjs. Do not edit. -->\n\n${blocks.filter(Boolean).join('\n\n')}\n`;

/** A table of Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((c) => String(c ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
