// A name -> one that nothing beside it has.

/** The name itself where it is free, else with the first number of two digits that makes it one. */
export function freeName(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  for (let n = 0; ; n++) {
    const numbered = `${name}${String(n).padStart(2, '0')}`;
    if (!taken(numbered)) return numbered;
  }
}
