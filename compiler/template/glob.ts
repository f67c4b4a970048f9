// The globs of package names: `*` stands for any text, `?` for one character.

/** Whether a glob means a name. */
export const matchesGlob = (glob: string, name: string): boolean => globTest(glob)(name);

/** A glob as a test of names, for those that ask often. */
export const globTest = (glob: string): ((name: string) => boolean) => anyGlob([glob]);

/** Whether any of some globs means a name. Of many, those without a wildcard but at their end cost what one does. */
export function anyGlob(globs: readonly string[]): (name: string) => boolean {
  const names = new Set(globs);
  const starts = new Map<number, Set<string>>();
  const patterns: RegExp[] = [];
  for (const glob of names) {
    const wild = glob.search(/[*?[]/);
    if (wild < 0) continue;
    if (wild === glob.length - 1 && glob.endsWith('*')) {
      const known = starts.get(wild) ?? new Set();
      starts.set(wild, known.add(glob.slice(0, wild)));
      continue;
    }
    const pattern = patternOf(glob);
    if (pattern) patterns.push(pattern);
  }
  if (starts.size === 0 && patterns.length === 0) return (name) => names.has(name);
  return (name) => {
    if (names.has(name)) return true;
    for (const [length, known] of starts) if (known.has(name.slice(0, length))) return true;
    return patterns.some((pattern) => pattern.test(name));
  };
}

function patternOf(glob: string): RegExp | undefined {
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return undefined; // an open bracket is no pattern
  }
}
