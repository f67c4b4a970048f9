// What the compiler says: coded sentences that point at a place in a file.

import type { Code } from './codes.ts';
import { withoutKeys } from './private-keys.ts';

/** A stretch of one line of a file. Lines and columns count from 1, as editors do. */
export interface Place {
  file: string;
  line: number;
  column: number;
  length: number;
  /** The whole line, for the code frame. */
  text?: string;
  /** Where what stands here is from, if it is not written here; it becomes a related place of what is said. */
  via?: { message: string; place: Place };
}

/** An error leaves no result; a warning does. */
export type Severity = 'error' | 'warning';

/** One thing that the user should know. Plain data: it can be printed, or sent as JSON. */
export interface Diagnostic {
  code: Code;
  severity: Severity;
  /** A sentence in the user's words. */
  message: string;
  place?: Place;
  /** What to do. */
  hint?: string;
  /** Other places that have to do with it. */
  related?: { message: string; place: Place }[];
}

/** What the caller of a compilation allows, which phases ask for where they report. */
export interface Terms {
  /** What a target cannot do is dropped with a warning, and what is unwise is done with one, and not refused. */
  readonly lenient?: boolean;
  /** The one folder that files which a blueprint names may stand in (1-load/within.ts). */
  readonly within?: string | undefined;
}

/** Collects diagnostics; phases report here and go on as far as they can. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];
  readonly terms: Terms;

  constructor(terms: Terms = {}) {
    this.terms = terms;
  }

  /** An empty collection, on the same terms. */
  fresh(): Diagnostics {
    return new Diagnostics(this.terms);
  }

  error(code: Code, message: string, more: Omit<Diagnostic, 'code' | 'severity' | 'message'> = {}): void {
    this.add({ code, severity: 'error', message, ...more });
  }

  warning(code: Code, message: string, more: Omit<Diagnostic, 'code' | 'severity' | 'message'> = {}): void {
    this.add({ code, severity: 'warning', message, ...more });
  }

  /** Says that something the user wrote cannot be done: an error, or a warning that it is dropped. */
  unsupported(code: Code, message: string, more: Omit<Diagnostic, 'code' | 'severity' | 'message'>): void {
    if (this.terms.lenient) this.warning(code, `${message} It is dropped.`, more);
    else this.error(code, message, more);
  }

  /** Says that what the user wrote makes a bad image: an error, or a warning, and the manifest is made all the same. */
  unwise(code: Code, message: string, more: Omit<Diagnostic, 'code' | 'severity' | 'message'>): void {
    if (this.terms.lenient) this.warning(code, `${message} The manifest is made all the same.`, more);
    else this.error(code, message, more);
  }

  /** Adds one; the same words about the same place are said once. */
  add(said: Diagnostic): void {
    const diagnostic = keyless(said.place?.via ? withOrigin(said, said.place) : said);
    const same = (d: Diagnostic) =>
      d.message === diagnostic.message &&
      d.place?.file === diagnostic.place?.file &&
      d.place?.line === diagnostic.place?.line &&
      d.place?.column === diagnostic.place?.column;
    if (!this.list.some(same)) this.list.push(diagnostic);
  }

  /** Takes back what was said under a code, where a later phase says it better. */
  withdraw(code: Code): void {
    this.list.splice(0, this.list.length, ...this.list.filter((d) => d.code !== code));
  }

  get failed(): boolean {
    return this.list.some((d) => d.severity === 'error');
  }

  /** Ends the compilation if anything is wrong so far. */
  stopIfFailed(): void {
    if (this.failed) throw new Stop();
  }
}

/** Says where a value is from that was put into its place. */
function withOrigin(said: Diagnostic, { via, ...place }: Place): Diagnostic {
  return { ...said, place, related: [...(via ? [via] : []), ...(said.related ?? [])] };
}

/** A diagnostic without private keys, wherever in it they stand. */
function keyless(said: Diagnostic): Diagnostic {
  for (const place of [said.place, ...(said.related ?? []).map((one) => one.place)])
    if (place?.text !== undefined && withoutKeys(place.text) !== place.text) place.text = withoutKeys(place.text);
  const { message, hint } = said;
  if (withoutKeys(message) === message && withoutKeys(hint ?? '') === (hint ?? '')) return said;
  return { ...said, message: withoutKeys(message), ...(hint !== undefined && { hint: withoutKeys(hint) }) };
}

/** Ends a compilation whose reasons are already reported. It never leaves the library. */
export class Stop extends Error {}
