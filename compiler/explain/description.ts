// One definition -> what there is to know about it: where it stands, what it extends, where it exists, and what it sets.

import { type Definition, type Definitions, KINDS, type Kind } from '../1-load/definitions.ts';
import { isMap } from '../1-load/document.ts';
import { layerWords } from '../2-validate/schemas.ts';
import { bodyOf, find, lineage } from '../3-resolve/ancestry.ts';
import { findDistro, releaseName, versionsOf } from '../3-resolve/releases.ts';
import { conditionText } from '../3-resolve/support.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, oneOf } from '../diagnostics/nearest.ts';
import type { Variant } from '../types/types.ts';
import { summaryOf, supportTexts } from './listing.ts';

/** What there is to know of a definition. */
export interface Description {
  readonly kind: string;
  readonly name: string;
  readonly summary: string;
  readonly file: string;
  /** Nobody can choose it: it is only a parent. */
  readonly abstract: boolean;
  /** Its ancestors, the farthest first. */
  readonly extends: readonly string[];
  readonly releases: readonly string[];
  readonly facts: Readonly<Record<string, string>>;
  readonly supports: readonly string[];
  /** What it sets itself, as paths. */
  readonly sets: readonly string[];
  readonly variants: readonly { when: string; because: string; sets: readonly string[]; line: number }[];
}

/** Kinds that can be described. */
const DESCRIBED = ['distro', 'platform', 'environment', 'workload', 'payload'] as const;

/**
 * Describes a definition.
 * @param kind one of `DESCRIBED`; its plural will do
 * @param name a distro may be named with its release
 */
export function describe(
  kind: string,
  name: string,
  definitions: Definitions,
  diagnostics: Diagnostics,
): Description | undefined {
  const known = DESCRIBED.find((k) => k === kind || KINDS[k] === kind);
  if (!known) {
    diagnostics.error('unknown-name', `There is no kind of definition "${kind}".${didYouMean(kind, DESCRIBED)}`, {
      hint: `The kinds are ${oneOf(DESCRIBED)}.`,
    });
    return undefined;
  }
  const definition = byName(known, name, definitions, diagnostics);
  return definition && describeOne(definition, definitions, diagnostics);
}

function byName(kind: Kind, name: string, definitions: Definitions, diagnostics: Diagnostics): Definition | undefined {
  if (kind === 'distro' && !definitions.names(kind).includes(name))
    return findDistro(name, undefined, definitions, diagnostics)?.definition;
  return find(definitions, kind, name, undefined, diagnostics);
}

function describeOne(definition: Definition, definitions: Definitions, diagnostics: Diagnostics): Description {
  const { kind, name, doc } = definition;
  const body = bodyOf(definition);
  const line = lineage(definitions, definition, diagnostics);
  return {
    kind,
    name,
    summary: summaryOf(definition),
    file: doc.file,
    abstract: body.abstract === true,
    extends: line.slice(0, -1).map((d) => d.name),
    releases:
      kind === 'distro' && body.abstract !== true
        ? versionsOf(definition, definitions, diagnostics).map((version) => releaseName(name, version))
        : [],
    facts: Object.assign({}, ...line.map((d) => bodyOf(d).facts ?? {})) as Record<string, string>,
    supports: kind === 'payload' ? [] : supportTexts(definition, definitions, diagnostics),
    sets: setsOf(body),
    variants: ((body.variants ?? []) as unknown as Variant[]).map((variant, i) => ({
      when: conditionText(variant.when),
      because: variant.because,
      sets: setsOf(variant as unknown as Record<string, unknown>),
      line: doc.place(['variants', String(i)]).line,
    })),
  };
}

/** Words of a layer, with their first keys: `disk.size`. */
function setsOf(layer: Record<string, unknown>): string[] {
  return Object.entries(layer).flatMap(([word, value]) => {
    if (!layerWords.has(word)) return [];
    return isMap(value) && Object.keys(value).length > 0 ? Object.keys(value).map((key) => `${word}.${key}`) : [word];
  });
}
