// The globs of package names: `*` stands for any text, `?` for one character.

/** Whether a glob means a name. */
export const matchesGlob = (glob: string, name: string): boolean => globTest(glob)(name);

/** A glob as a test of names, for those that ask often. */
export function globTest(glob: string): (name: string) => boolean {
  const wild = glob.search(/[*?[]/);
  if (wild < 0) return (name) => name === glob;
  if (wild === glob.length - 1 && glob.endsWith('*')) {
    const start = glob.slice(0, -1);
    return (name) => name.startsWith(start);
  }
  const source = glob
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  try {
    const pattern = new RegExp(`^${source}$`);
    return (name) => name === glob || pattern.test(name);
  } catch {
    return (name) => name === glob; // an open bracket is no pattern
  }
}
