// The globs of package names: `*` stands for any text, `?` for one character.

/** Whether a glob means a name. */
export function matchesGlob(glob: string, name: string): boolean {
  if (glob === name) return true;
  if (!/[*?[]/.test(glob)) return false;
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  try {
    return new RegExp(`^${source}$`).test(name);
  } catch {
    return false; // an open bracket is no pattern
  }
}
