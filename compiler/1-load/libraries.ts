// Libraries that most compilations never need, and that take longer to load than one has time for.

import { createRequire } from 'node:module';
import type * as Toml from 'toml-eslint-parser';
import type * as Yaml from 'yaml';

declare const require: NodeJS.Require | undefined;

/** In the bundle `require` finds what is in it, and runs it when it is first asked for; elsewhere it is in node_modules. */
const fromSource = (): NodeJS.Require => createRequire(import.meta.url);

/** Parses YAML with the places of all that is in it, and writes YAML. */
export const yaml = (): typeof Yaml =>
  (typeof require === 'function' ? require('yaml') : fromSource()('yaml')) as typeof Yaml;

/** Parses TOML with the places of all that is in it. */
export const toml = (): typeof Toml =>
  (typeof require === 'function' ? require('toml-eslint-parser') : fromSource()('toml-eslint-parser')) as typeof Toml;
