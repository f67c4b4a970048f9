// A document -> the same document, known to follow its schema; or messages about every place that does not.

import type { Definition } from '../1-load/definitions.ts';
import type { Document, Path } from '../1-load/document.ts';
import { isMap } from '../1-load/document.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import * as validators from '../types/validators.js';
import { reportErrors } from './report-errors.ts';
import { layerWords, type SchemaName } from './schemas.ts';

type Validator = (typeof validators)['layer'];

/** What a file is called in messages, by its schema. */
const NOUN: Record<string, string> = {
  blueprint: 'a blueprint',
  distro: 'a distro',
  platform: 'a platform',
  payload: 'a payload',
  environment: 'an environment',
  workload: 'a workload',
  pipeline: 'a pipeline',
  block: 'a block',
  word: 'a word',
  rules: 'a file of rules',
  probes: 'a file of probes',
  project: 'imagec.yaml',
  lock: 'a lock',
};
const LAYERED = new Set<string>(['blueprint', 'distro', 'platform', 'payload', 'environment', 'workload']);

/** Checks a document against a schema; layers are checked with all their variants and targets. */
export function validate(doc: Document, schema: SchemaName, diagnostics: Diagnostics): void {
  const noun = NOUN[schema] ?? 'this file';
  run(doc, doc.value, [], schema, noun, diagnostics);
  if (!LAYERED.has(schema) || !isMap(doc.value)) return;
  checkWords(doc, doc.value, [], noun, diagnostics);
  const { variants, targets } = doc.value;
  if (Array.isArray(variants))
    variants.forEach((variant, i) => {
      if (isMap(variant)) checkWords(doc, variant, ['variants', String(i)], 'a variant', diagnostics);
    });
  if (schema === 'blueprint' && isMap(targets))
    for (const [name, target] of Object.entries(targets))
      if (isMap(target)) checkWords(doc, target, ['targets', name], 'a target', diagnostics);
}

/** Checks a definition of an overlay. */
export function validateDefinition(definition: Definition, diagnostics: Diagnostics): void {
  const { kind, name, doc } = definition;
  const schema =
    kind === 'part' ? 'pipeline' : kind === 'table' ? name.replace(/-(.)/g, (_, c: string) => c.toUpperCase()) : kind;
  if (kind === 'word' && name === 'order') return;
  if (Object.hasOwn(validators, schema)) validate(doc, schema as SchemaName, diagnostics);
}

function checkWords(
  doc: Document,
  value: Record<string, unknown>,
  at: Path,
  noun: string,
  diagnostics: Diagnostics,
): void {
  const words = Object.fromEntries(Object.entries(value).filter(([key]) => layerWords.has(key)));
  run(doc, words, at, 'layer', noun, diagnostics);
}

function run(
  doc: Document,
  value: unknown,
  at: Path,
  schema: SchemaName,
  noun: string,
  diagnostics: Diagnostics,
): void {
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: the bundle holds them all
  const validator = validators[schema] as Validator;
  if (!validator(value)) reportErrors(doc, at, value, schema, noun, validator.errors ?? [], diagnostics);
}
