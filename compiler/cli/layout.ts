// Lists and columns for a terminal.

/** How wide a stream is; what is no terminal is as wide as most are. */
export const widthOf = (stream: NodeJS.WriteStream): number => Math.max(60, stream.columns ?? 100);

/** Names in a row, broken into lines; all but the first begin at `indent`. */
export function wrap(names: readonly string[], indent: number, width: number): string {
  const lines: string[] = [];
  let line = '';
  names.forEach((name, i) => {
    const text = i < names.length - 1 ? `${name},` : name;
    if (line !== '' && indent + line.length + 1 + text.length > width) {
      lines.push(line);
      line = text;
    } else line = line === '' ? text : `${line} ${text}`;
  });
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}

/** Rows as columns, each as wide as its widest entry. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, i) => text.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The line above what is said of one target of several. */
export const titleOf = ({ target }: { target: { name?: string | undefined } }): string =>
  target.name === undefined ? '' : `target ${target.name}\n`;
