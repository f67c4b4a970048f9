// What the parts of a conversion share.

import type { Diagnostics } from '../../diagnostics/diagnostic.ts';
import type { FormatRule } from '../../types/types.ts';
import type { Document, Path } from '../document.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './paths.ts';

/** What became of a key of the foreign document. */
export interface Fate {
  /** The key, as a path in the foreign document. */
  key: string;
  fate: 'kept' | 'changed' | 'ignored' | 'refused';
  /** Where it went. */
  to?: string;
  because?: string;
}

/** A rule that is more than where a value goes. */
export type Rule = Exclude<FormatRule, string>;

/** A document that is being converted. */
export interface Work {
  readonly doc: Document;
  readonly summary: string;
  readonly draft: Draft;
  readonly fates: Fate[];
  /** What is said unless something else is: filled in at the end, inner things first. */
  readonly later: (() => void)[];
  readonly diagnostics: Diagnostics;
}

/** Where a rule works: its place in the foreign document, the entry whose fields it reads, and where its paths begin. */
export interface Spot {
  readonly at: Path;
  readonly entry: Entry;
  readonly into: Path;
}
