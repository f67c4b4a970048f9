// A misspelt name -> the name that was probably meant.

/** Edits between two words, where swapping two neighbours is one edit (optimal string alignment). */
function distance(a: string, b: string): number {
  const row = (i: number) => rows[i]!;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(row(i - 1)[j]! + 1, row(i)[j - 1]! + 1, row(i - 1)[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, row(i - 2)[j - 2]! + 1);
      row(i)[j] = best;
    }
  }
  return row(a.length)[b.length]!;
}

/** The name nearest to `word`, or undefined where none is near enough to be meant. */
export function nearest(word: string, names: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let least = limit + 1;
  for (const name of names) {
    if (Math.abs(name.length - word.length) > limit) continue;
    const edits = distance(word.toLowerCase(), name.toLowerCase());
    if (edits < least) [best, least] = [name, edits];
  }
  return best;
}

/** The few names near enough to `word` to be meant, the nearest first. */
export function nearestOf(word: string, names: Iterable<string>, most = 3): string[] {
  const limit = Math.max(1, Math.floor(word.length / 3));
  return [...new Set(names)]
    .filter((name) => Math.abs(name.length - word.length) <= limit)
    .map((name) => ({ name, edits: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ edits }) => edits <= limit)
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** ` Did you mean "x"?`, or nothing. */
export const didYouMean = (word: string, names: Iterable<string>): string => perhaps(nearest(word, names));

/** The same of a name that is known to be meant, or not. */
export const perhaps = (name: string | undefined): string => (name === undefined ? '' : ` Did you mean "${name}"?`);

/** Whether a word is among those that something is called by elsewhere, however they are joined there. */
export const isCalled = (word: string, called: unknown): boolean =>
  Array.isArray(called) && called.some((one) => plainly(String(one)) === plainly(word));

const plainly = (word: string): string => word.toLowerCase().replace(/[ _.-]/g, '');

/** What there is, as a sentence: `There are "a" and "b".` */
export function thereAre(names: readonly unknown[], most = 40): string {
  if (names.length === 0) return 'There is none.';
  return names.length === 1 ? `There is only ${oneOf(names)}.` : `There are ${oneOf(names, most, 'and')}.`;
}

/** Names as a sentence lists them: `"a", "b" or "c"`; long lists are cut. */
export function oneOf(names: readonly unknown[], most = 12, last = 'or'): string {
  const quoted = names.slice(0, most).map((n) => (typeof n === 'string' ? `"${n}"` : JSON.stringify(n)));
  if (names.length > most) return `${quoted.join(', ')} … (${names.length} in all)`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} ${last} ${quoted.at(-1)}`;
}
