// The rules of the house that a program can check: who imports whom, what the compiler may know, how long files are.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const files = (folder: string, suffix: RegExp): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && suffix.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const code = files('compiler', /\.ts$/).filter((file) => !file.startsWith('compiler/types/'));
const parsed = new Map(
  code.map((file) => [file, ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2023, true)]),
);
const lines = (file: string): number => readFileSync(file, 'utf8').trimEnd().split('\n').length;

/** The number of the phase that a file belongs to; none for what all phases share, and for what stands above them. */
const phase = (file: string): number | undefined => {
  const number = /^compiler\/(\d)-/.exec(file)?.[1];
  return number === undefined ? undefined : Number(number);
};

function importsOf(file: string): string[] {
  const found: string[] = [];
  for (const statement of parsed.get(file)!.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const from = statement.moduleSpecifier;
    if (from && ts.isStringLiteral(from) && from.text.startsWith('.'))
      found.push(relative('.', join(dirname(file), from.text)));
  }
  return found;
}

describe('who imports whom', () => {
  const shared = /^(compiler\/(diagnostics|types|template)\/|schemas\/)/;

  test('a phase imports lower phases, diagnostics, types and templates', () => {
    const wrong = code.flatMap((file) => {
      const own = phase(file);
      if (own === undefined) return [];
      return importsOf(file)
        .filter((to) => !shared.test(to) && !((phase(to) ?? 99) <= own))
        .map((to) => `${file} imports ${to}`);
    });
    expect(wrong).toEqual([]);
  });

  test('what all phases share imports no phase', () => {
    const wrong = code
      .filter((file) => shared.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((to) => !shared.test(to))
          .map((to) => `${file} imports ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  test('the command line knows the library alone', () => {
    const wrong = code
      .filter((file) => file.startsWith('compiler/cli'))
      .flatMap((file) =>
        importsOf(file)
          .filter((to) => phase(to) !== undefined)
          .map((to) => `${file} imports ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  test('no files import each other in a circle', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, above: readonly string[]): void => {
      if (above.includes(file)) circles.push([...above.slice(above.indexOf(file)), file].join(' -> '));
      if (done.has(file) || above.includes(file)) return;
      for (const to of importsOf(file)) if (parsed.has(to)) visit(to, [...above, file]);
      done.add(file);
    };
    for (const file of code) visit(file, []);
    expect(circles).toEqual([]);
  });
});

describe('what the compiler knows', () => {
  /** Names of the manifest's format itself, and ordinary words that happen to be the name of a definition too. */
  const ALLOWED = new Set([
    'org.osbuild.files',
    'org.osbuild.source',
    'org.osbuild.pipeline',
    'org.osbuild.curl',
    'curl',
    'org.osbuild.inline',
    'org.osbuild.skopeo',
    // words of the language
    'container',
    'partition',
    'volume',
    'https',
    'which',
    'filesystem',
    'hostname',
    'server',
    'curl',
    'order',
    'root',
    'uuid',
    'server',
    'tree',
    'disk',
    'image',
    'build',
    'packages',
  ]);

  /** Files that may say some: what tells of the programs that solve, and examples in help texts. */
  const ALLOWED_IN: [RegExp, RegExp][] = [
    [/^compiler\/network\//, /^(linux|http)$/],
    [/^compiler\/7-lock\//, /^(dnf|Fedora|subscription-manager)$/],
    [/^compiler\/cli\//, /./],
  ];

  /** Every name that the definitions bring into the world. */
  function domainWords(): Set<string> {
    const words = new Set<string>();
    const visit = (value: unknown): void => {
      if (typeof value === 'string')
        for (const [word] of value.matchAll(/org\.osbuild\.[\w.-]+|[\dA-F]{8}-(?:[\dA-F]{4}-){3}[\dA-F]{12}/gi))
          words.add(word);
      if (typeof value !== 'object' || value === null) return;
      for (const [key, child] of Object.entries(value)) {
        if ((key === 'install' || key === 'packages' || key === 'enabled') && Array.isArray(child))
          for (const name of child) if (typeof name === 'string' && !name.includes('$')) words.add(name);
        visit(key);
        visit(child);
      }
    };
    for (const file of files('definitions', /\.yaml$/)) {
      const name = basename(file, '.yaml');
      if (!/definitions\/(words|rules|probes|formats|pipelines\/parts|[^/]*$)/.test(file)) words.add(name);
      const data = parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
      visit(data);
      if (name === 'partition-types') for (const type of Object.keys(data)) words.add(type);
      if (file.includes('/distros/'))
        for (const fact of Object.values((data.facts ?? {}) as object)) words.add(String(fact));
    }
    for (const word of [...words]) if (word.length < 3 || /[${}]/.test(word) || /^\d/.test(word)) words.delete(word);
    for (const word of ALLOWED) words.delete(word);
    return words;
  }

  test('no word of the domain stands in its code', () => {
    const words = [...domainWords()].map((word) => word.replace(/[.+*?()[\]\\^$|]/g, '\\$&'));
    const pattern = new RegExp(`(?<![\\w./-])(${words.join('|')})(?![\\w/]|-\\w|\\.\\w)`, 'g');
    const wrong: string[] = [];
    for (const [file, source] of parsed) {
      const visit = (node: ts.Node): void => {
        if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
        const text =
          ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
            ? node.text
            : ts.isRegularExpressionLiteral(node)
              ? node.text
              : undefined;
        for (const [word] of text?.matchAll(pattern) ?? []) {
          if (ALLOWED_IN.some(([where, what]) => where.test(file) && what.test(word))) continue;
          const { line } = source.getLineAndCharacterOfPosition(node.getStart());
          wrong.push(`${file}:${line + 1} says ${word}`);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
    }
    expect(wrong).toEqual([]);
  });
});

describe('how long files are', () => {
  const long = (all: readonly string[], most: number) =>
    all.filter((file) => lines(file) > most).map((file) => `${file}: ${lines(file)}`);

  test('files have at most 200 lines', () => {
    expect(long(code, 200)).toEqual([]);
  });

  test('the compiler stands on one screen', () => {
    expect(long(['compiler/compile.ts'], 70)).toEqual([]);
  });

  test('an environment of the first set has at most 40 lines, Azure and its kinds 100', () => {
    const all = files('definitions/environments', /^(kvm|aws-ec2|azure[\w-]*|gce|openstack|bare-metal)\.yaml$/);
    const isAzure = (file: string) => basename(file).startsWith('azure');
    expect(all.length).toBeGreaterThanOrEqual(6);
    expect(long(all.filter(isAzure), 100)).toEqual([]);
    expect(
      long(
        all.filter((file) => !isAzure(file)),
        40,
      ),
    ).toEqual([]);
  });
});

describe('how files look', () => {
  test('every file begins with a sentence about it', () => {
    const mute = code.filter((file) => !/^\/\/ \S+ \S/.test(readFileSync(file, 'utf8')));
    expect(mute).toEqual([]);
  });

  test('names are in kebab-case', () => {
    const wrong = [...code, ...files('definitions', /\.yaml$/)].filter(
      (file) => !/^[a-z0-9_.-]+$/.test(basename(file)),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing is left to do, and no test is left out', () => {
    // the words are put together so that this file does not hold them itself
    const left = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b|\\.(skip|only)\\(`);
    const wrong = [...code, ...files('test', /\.ts$/)].filter((file) => left.test(readFileSync(file, 'utf8')));
    expect(wrong).toEqual([]);
  });
});
