// For every distro and environment a text that a reviewer can read: what a change of definitions does to images is its diff.
//
// `npm run summaries` writes them. A family has a folder with a file for each environment; the distros that are made
// from it, and the editions of Fedora, have a file of what differs.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { compile, Diagnostics, listing, openCatalog } from '../../compiler/index.ts';
import { difference, type Summary, summaryOf, textOf } from './summary.ts';

/** Family -> a release of it, and the distros that are told by what differs from it. */
const FAMILIES: Record<string, readonly string[]> = {
  'rhel-7.9': [],
  'rhel-8.10': ['centos-8', 'almalinux-8.10', 'rocky-8.10'],
  'rhel-9.8': ['centos-9', 'almalinux-9.8', 'rocky-9.8', 'ol-9'],
  'rhel-10.2': ['centos-10', 'almalinux-10.2', 'rocky-10.2', 'almalinux_kitten-10', 'ol-10'],
  'eln-11': [],
  'fedora-44': ['fedora-cloud-44', 'fedora-generic-44', 'fedora-minimal-44', 'fedora-server-44'],
};

const here = import.meta.dirname;
const definitions = openCatalog();
const all = listing(definitions, new Diagnostics());
const environments = all.environments.map(({ name }) => name);
// the others are told by what differs from the first
const platforms = ['x86_64', ...all.platforms.map(({ name }) => name).filter((name) => name !== 'x86_64')];

/** The summary of a release in an environment on a platform; none where it does not exist there. */
function summary(distro: string, environment: string, platform: string): Summary | undefined {
  const choices = { distro, platform, environment, definitions, solver: 'stub' } as const;
  const { value } = compile({ data: { name: 'summary' } }, choices);
  return value && summaryOf(value);
}

/** The summaries of a release in an environment, by platform. */
const summaries = (distro: string, environment: string): Map<string, Summary> =>
  new Map(
    platforms.flatMap((platform) => {
      const found = summary(distro, environment, platform);
      return found ? [[platform, found] as const] : [];
    }),
  );

/** One environment of a family: the first platform in full, the others by what differs. */
function familyText(distro: string, environment: string, [first, ...others]: [string, Summary][]): string {
  const [platform, summary] = first!;
  const rest = others.map(([name, other]) => `\n${name}, unlike ${platform}\n${indented(difference(summary, other))}`);
  return `${distro} in ${environment} on ${platform}\n\n${textOf(summary)}${rest.join('')}`;
}

/** A distro that is made from a family's, on the first platform: environments that differ alike stand together. */
function derivedText(distro: string, family: string, ofFamily: ReadonlyMap<string, Map<string, Summary>>): string {
  const alike = new Map<string, string[]>();
  for (const [environment, found] of ofFamily) {
    const [theirs, own] = [found.get(platforms[0]!), summary(distro, environment, platforms[0]!)];
    if (!theirs && !own) continue;
    const text = theirs && own ? indented(difference(theirs, own)) : own ? '  only here\n' : '  not here\n';
    alike.set(text, [...(alike.get(text) ?? []), environment]);
  }
  const parts = [...alike].map(([text, where]) => `${where.join(', ')}\n${text || '  the same\n'}`);
  return `${distro}, unlike ${family}, on ${platforms[0]}\n\n${parts.join('\n')}`;
}

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}\n`).join('');

/** Every file there should be, with its text. */
function files(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [family, derived] of Object.entries(FAMILIES)) {
    const ofFamily = new Map(environments.map((environment) => [environment, summaries(family, environment)]));
    for (const [environment, found] of ofFamily)
      if (found.size > 0) texts.set(join(family, `${environment}.txt`), familyText(family, environment, [...found]));
    for (const distro of derived) texts.set(`${distro}.txt`, derivedText(distro, family, ofFamily));
  }
  return texts;
}

test('the summaries are fresh', () => {
  const wanted = files();
  const there = readdirSync(here, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.txt'));
  if (process.env.UPDATE) {
    for (const name of there) if (!wanted.has(name)) rmSync(join(here, name));
    for (const [name, text] of wanted) {
      mkdirSync(dirname(join(here, name)), { recursive: true });
      writeFileSync(join(here, name), text);
    }
    return;
  }
  const stale = [...new Set([...wanted.keys(), ...there])].filter((name) => {
    const path = join(here, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== wanted.get(name);
  });
  expect(stale, 'npm run summaries writes them').toEqual([]);
});

test('every distro has a summary', () => {
  const told = Object.entries(FAMILIES).flat(2);
  const untold = all.distros.filter(({ releases = [] }) => !releases.some((release) => told.includes(release)));
  expect(untold.map(({ name }) => name)).toEqual([]);
});
