// Diagnostics -> text for people, or JSON for programs.

import type { Diagnostic, Place } from './diagnostic.ts';

/** How diagnostics are written: for people, as JSON, as commands of GitHub Actions, or as SARIF 2.1.0. */
export type Format = 'text' | 'json' | 'github' | 'sarif';

/** Writes a text in a colour. */
export type Paint = ((text: string) => string) & { readonly bold: (text: string) => string };

/** The colours of a terminal, as chalk has them. */
export type Colours = { readonly [name in 'red' | 'yellow' | 'blue' | 'cyan' | 'bold' | 'dim']: Paint };

const same: Paint = Object.assign((text: string) => text, { bold: (text: string) => text });
/** Texts as they are. */
export const NO_COLOURS: Colours = { red: same, yellow: same, blue: same, cyan: same, bold: same, dim: same };

/** Formats diagnostics; colours only for terminals. */
export function formatDiagnostics(
  list: readonly Diagnostic[],
  format: Format = 'text',
  colours: Colours = NO_COLOURS,
): string {
  if (format === 'json') return `${JSON.stringify(list, null, 2)}\n`;
  if (format === 'github') return list.map(github).join('');
  if (format === 'sarif') return `${JSON.stringify(sarif(list), null, 2)}\n`;
  return list.map((d) => text(d, colours)).join('\n');
}

function text(d: Diagnostic, colours: Colours): string {
  const paint = d.severity === 'error' ? colours.red : colours.yellow;
  const lines = [`${paint.bold(`${d.severity}[${d.code}]`)}: ${colours.bold(d.message)}`];
  const width = Math.max(
    ...[d.place, ...(d.related ?? []).map((r) => r.place)].map((p) => String(p?.line ?? '').length),
  );
  if (d.place) lines.push(...frame(d.place, '^', width, colours, paint));
  for (const { message, place } of d.related ?? [])
    lines.push(
      `${' '.repeat(width + 1)}${colours.blue('note')}: ${message}`,
      ...frame(place, '-', width, colours, colours.blue),
    );
  if (d.hint !== undefined) lines.push(`${' '.repeat(width + 1)}${colours.cyan('=')} ${d.hint}`);
  return `${lines.join('\n')}\n`;
}

/** The line itself, with a mark under what is meant. */
function frame(place: Place, mark: string, width: number, colours: Colours, paint: Paint): string[] {
  const pad = ' '.repeat(width);
  const head = `${pad}${colours.blue('-->')} ${place.file}:${place.line}:${place.column}`;
  if (place.text === undefined) return [head];
  const bar = colours.blue('|');
  const line = place.text.length > 160 ? `${place.text.slice(0, 157)}…` : place.text;
  const under =
    line.slice(0, place.column - 1).replace(/[^\t]/g, ' ') +
    paint(mark.repeat(Math.max(1, Math.min(place.length, line.length - place.column + 1))));
  return [
    head,
    `${pad} ${bar}`,
    `${colours.blue(String(place.line).padStart(width))} ${bar} ${line}`,
    `${pad} ${bar} ${under}`,
  ];
}

/** A workflow command of GitHub Actions. */
function github(d: Diagnostic): string {
  const escapeData = (s: string) => s.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const at = d.place
    ? ` file=${d.place.file},line=${d.place.line},col=${d.place.column},title=${d.code}`
    : ` title=${d.code}`;
  return `::${d.severity}${at}::${escapeData(d.hint === undefined ? d.message : `${d.message} ${d.hint}`)}\n`;
}

/** SARIF 2.1.0, as code scanning services read it. */
function sarif(list: readonly Diagnostic[]): object {
  const location = (p: Place) => ({
    physicalLocation: {
      artifactLocation: { uri: p.file },
      region: { startLine: p.line, startColumn: p.column, endColumn: p.column + p.length },
    },
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'imagec', rules: [...new Set(list.map((d) => d.code))].map((id) => ({ id })) } },
        results: list.map((d) => ({
          ruleId: d.code,
          level: d.severity,
          message: { text: d.hint === undefined ? d.message : `${d.message} ${d.hint}` },
          ...(d.place && { locations: [location(d.place)] }),
          ...(d.related && {
            relatedLocations: d.related.map((r) => ({ ...location(r.place), message: { text: r.message } })),
          }),
        })),
      },
    ],
  };
}
