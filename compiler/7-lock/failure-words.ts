// The file of what solvers say -> functions that recognize it.

import type { Definitions } from '../1-load/definitions.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { SolverWords } from '../types/types.ts';

type Kind = Exclude<keyof SolverWords, 'summary' | 'problem'>;

/** What is recognized in a solver's text. */
export interface FailureWords {
  /** What stands in the named groups of each place that says something of this kind. */
  found(kind: Kind, text: string): Readonly<Record<string, string>>[];
  /** The problems that a text lists, without what begins each; none where it lists none. */
  problems(text: string): string[];
}

/** The words of the definitions, read when they are first needed: only failures need them. */
export function failureWords(definitions: Definitions): FailureWords {
  const definition = definitions.get('table', 'solver-words', new Diagnostics());
  const known = definition && (definitions.derived.get(definition) as FailureWords | undefined);
  if (known) return known;
  const words = wordsOf(definition?.doc.value as SolverWords | undefined);
  if (definition) definitions.derived.set(definition, words);
  return words;
}

function wordsOf(data: SolverWords | undefined): FailureWords {
  const patterns = new Map<Kind, readonly RegExp[]>();
  const patternsOf = (kind: Kind): readonly RegExp[] => {
    let list = patterns.get(kind);
    if (!list) {
      list = (data?.[kind] ?? []).map((source) => new RegExp(source, 'gm'));
      patterns.set(kind, list);
    }
    return list;
  };
  return {
    found: (kind, text) => patternsOf(kind).flatMap((p) => [...text.matchAll(p)].map((match) => ({ ...match.groups }))),
    problems(text) {
      const begin = data && new RegExp(data.problem);
      const start = begin ? text.search(begin) : -1;
      return start < 0
        ? []
        : text
            .slice(start)
            .split(new RegExp(begin!, 'g'))
            .filter((part) => part.trim() !== '');
    },
  };
}

/** Names that a solver does not find. */
export function unknownNames(words: FailureWords, reason: string): string[] {
  const names = words.found('unknown', reason).flatMap((groups) => (groups.names ?? '').split(','));
  return [...new Set(names.map((name) => name.trim()))].filter(Boolean);
}
