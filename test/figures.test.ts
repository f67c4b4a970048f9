// How much is written in definitions: limits that keep them short, and exceptions that are told.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = 'definitions';
const files = readdirSync(ROOT, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.yaml'))
  .sort();
const lines = (file: string): string[] => readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n');

/** Lines whose length and number nobody chooses: addresses, and keys of machines and repositories. */
const GIVEN = /https?:\/\/|gpgkeys:|ssh-(rsa|ed25519) /;
const written = (file: string): string[] => lines(file).filter((line) => !GIVEN.test(line));
const components = files.filter((file) => /^(distros|platforms|payloads|environments|workloads|rules)\//.test(file));
const environments = files.filter((file) => file.startsWith('environments/'));

/** The number of lines, if each had at most 120 characters. */
const count = (list: readonly string[]): number =>
  list.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 120)), 0);

test('all definitions have fewer than 4,500 lines', () => {
  expect(count(files.flatMap(written))).toBeLessThan(4500);
});

test('a line of a component has at most 120 characters', () => {
  const long = components.flatMap((file) =>
    written(file)
      .filter((line) => line.length > 120)
      .map((line) => `${file}: ${line}`),
  );
  expect(long).toEqual([]);
});

test('most environments have fewer than 30 lines, the largest fewer than 120', () => {
  const lengths = environments.map((file) => lines(file).length).sort((a, b) => a - b);
  expect(lengths.filter((n) => n < 30).length).toBeGreaterThan(lengths.length / 2);
  expect(lengths.at(-1)).toBeLessThan(120);
});

test.each(['almalinux', 'rocky', 'ol'])('%s has at most 25 lines: it says what is its own', (distro) => {
  const own = files.filter((file) => new RegExp(`^distros/${distro}(-\\d+)?\\.yaml$`).test(file));
  expect(own.length).toBeGreaterThan(2);
  expect(own.flatMap(written).length).toBeLessThanOrEqual(25);
});

test('at most 40 components fall back on raw stages', () => {
  const places = components.flatMap((file) => lines(file).filter((line) => /^ *stages:/.test(line)));
  expect(places.length).toBeLessThanOrEqual(40);
});

test('at most 40 deviations from the reference are told, each with its reason', () => {
  const told = JSON.parse(readFileSync('test/parity/deviations.json', 'utf8')) as { because?: string }[];
  expect(told.length).toBeLessThanOrEqual(40);
  expect(told.filter(({ because }) => !because)).toEqual([]);
});
