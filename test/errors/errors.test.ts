// Every code has a folder with the smallest mistake and the whole text that a user gets. `UPDATE=1 npm test` writes the texts.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { CODES } from '../../compiler/diagnostics/codes.ts';
import { checkDefinitions } from '../../compiler/check/check.ts';
import { compile, Diagnostics, formatDiagnostics, type Options } from '../../compiler/index.ts';
import { runIn } from '../commands.ts';
import { openWorld } from '../world.ts';

/** What options.json may say beside the options of the library. */
interface CaseOptions extends Omit<Options, 'definitions' | 'lock'> {
  /** A name of the blueprint's file other than blueprint.yaml. */
  blueprint?: string;
  /** Folders of definitions other than my-definitions. */
  definitions?: string[];
  /** The name of the lock's file. */
  lock?: string;
  /** A blueprint that is this line so many times. */
  repeat?: { line: string; times: number };
  /** Check the definitions instead of compiling. */
  check?: boolean;
  /** Run this command in the folder instead, with the definitions that come with imagec. */
  command?: string[];
  /** How the solver of that command answers. */
  fake?: string;
}

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

const made = mkdtempSync(join(tmpdir(), 'imagec-'));
afterAll(() => rmSync(made, { recursive: true }));

async function textOf(code: string): Promise<string> {
  const folder = join(made, code);
  mkdirSync(folder);
  cpSync(join(here, code), folder, { recursive: true });
  const path = join(folder, 'options.json');
  const options = (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}) as CaseOptions;
  const { blueprint = 'blueprint.yaml', definitions, lock, repeat, depsolve, check, command, fake, ...rest } = options;
  // what a command says of its progress is no message
  if (command) return (await runIn(folder, command, { fake })).err.replace(/^.*? files, .*\n/m, '');
  if (repeat) writeFileSync(join(folder, blueprint), repeat.line.repeat(repeat.times));
  const overlays = definitions ?? (existsSync(join(folder, 'my-definitions')) ? ['my-definitions'] : []);
  const world = openWorld(overlays.map((label) => ({ folder: join(folder, label), label })));
  if (check) {
    const said = new Diagnostics();
    checkDefinitions(world, said);
    return formatDiagnostics(said.list.filter((d) => d.place?.file.startsWith('my-definitions/')));
  }
  const { diagnostics } = compile(
    { file: join(folder, blueprint) },
    {
      solver: depsolve ? undefined : 'stub',
      ...rest,
      ...(depsolve && {
        depsolve: { ...depsolve, command: depsolve.command?.replace('HERE', folder), cache: join(folder, 'cache') },
      }),
      ...(lock !== undefined && { lock: { file: lock, text: readFileSync(join(folder, lock), 'utf8') } }),
      definitions: world,
    },
  );
  return formatDiagnostics(diagnostics).replaceAll(`${folder}/`, '');
}

test('every code has a folder, and every folder is of a code', () => {
  expect(folders).toEqual(Object.keys(CODES).sort());
});

describe.each(folders)('%s', async (code) => {
  const text = await textOf(code);

  test('the text is what expected.txt says', () => {
    const path = join(here, code, 'expected.txt');
    if (process.env.UPDATE) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, 'utf8'));
  });

  test('one mistake is one diagnostic, of this code', () => {
    expect([...text.matchAll(/^(?:error|warning)\[(.*?)\]/gm)].map((m) => m[1])).toEqual([code]);
  });

  test('the text is in the words of users', () => {
    expect(text).not.toMatch(/\b(invalid|must not|instancePath|undefined|NaN|\[object)\b/i);
    expect(text).toMatch(/^ *= /m);
  });
});
