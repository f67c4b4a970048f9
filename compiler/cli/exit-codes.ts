// What the process ends with.

/** `imagec --help` prints the same list. */
export const EXIT = { fine: 0, mistake: 1, usage: 2, outside: 3, bug: 70 } as const;
