// A setting that nothing reads on one target -> the environments, or else the platforms or distros, where something does.
//
// Nobody keeps a list of what each of them supports: the blueprint is tried on each, and what is read there tells.

import { type Definition, type Definitions, derive } from '../1-load/definitions.ts';
import type { Document } from '../1-load/document.ts';
import { childSchema, layerSchema, type SchemaNode } from '../2-validate/schemas.ts';
import { choosable } from '../3-resolve/ancestry.ts';
import { fixFacts, type Target } from '../3-resolve/facts.ts';
import { findDistro, releaseNames } from '../3-resolve/releases.ts';
import { stack } from '../3-resolve/stack.ts';
import { customize, type Image } from '../4-customize/customize.ts';
import { planDisk } from '../5-plan-disk/plan.ts';
import type { Draft } from '../6-render/draft.ts';
import { render } from '../6-render/render.ts';
import { solverRequests } from '../7-lock/resolve-packages.ts';
import { Diagnostics, Stop } from '../diagnostics/diagnostic.ts';
import { isRead, isReadInside, withWords } from './reads.ts';

/** What is compiled: the target, the blueprint's files and its name. */
export interface Subject {
  readonly target: Target;
  readonly line: readonly Document[];
  readonly name: string;
}

/** Where a setting means something, as the end of a sentence; undefined where it does so nowhere. */
export type WhereUsed = (path: readonly string[]) => { kind: string; names: readonly string[] } | undefined;

/** Answers for any number of settings; each other target is tried once, and what is learnt of a word is kept. */
export function whereUsed(subject: Subject, definitions: Definitions): WhereUsed {
  const { target } = subject;
  const { distro, version, platform, environment } = target;
  const learnt = answersOf(definitions);
  const here = [distro.name, version, platform.name];
  const tries = [
    { kind: 'environment', at: here, targets: once(() => others('environment', target, definitions)) },
    {
      kind: 'platform',
      at: [...here, environment?.name],
      targets: once(() => others('platform', target, definitions)),
    },
    { kind: 'distro', at: [...here, environment?.name], targets: once(() => otherDistros(target, definitions)) },
  ];
  const reads = new Map<Target, ReadonlySet<string> | undefined>();
  const usesIt = (one: Target, path: readonly string[]): boolean => {
    if (!reads.has(one)) reads.set(one, readsOn({ ...subject, target: one }, definitions));
    const read = reads.get(one) ?? new Set();
    return isRead(path, read) || isReadInside(path, read);
  };
  return (path) => {
    for (const { kind, at, targets } of tries) {
      const id = [kind, ...at, ...inSchema(path)].join(' ');
      let names = learnt.get(id);
      if (!names) {
        names = targets().flatMap(([name, one]) => (usesIt(one, path) ? [name] : []));
        learnt.set(id, names);
      }
      if (names.length > 0) return { kind, names };
    }
    return undefined;
  };
}

/** What was learnt: the names of a kind that use a word, by where that was asked. */
const answersOf = (definitions: Definitions): Map<string, readonly string[]> =>
  derive(definitions, answersOf, () => new Map());

const once = <T>(work: () => T): (() => T) => {
  let done: { value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
};

/** A path without the names that users give to things. */
function inSchema(path: readonly string[]): string[] {
  let node: SchemaNode | undefined = layerSchema;
  return path.map((key) => {
    const properties = node?.properties as object | undefined;
    const named = properties !== undefined && Object.hasOwn(properties, key);
    node = node && childSchema(node, key);
    return named ? key : '*';
  });
}

/** The same target with another environment or platform, wherever that exists. */
function others(kind: 'environment' | 'platform', target: Target, definitions: Definitions): [string, Target][] {
  const quiet = new Diagnostics();
  return choosable(definitions, kind).flatMap((name) => {
    const definition = definitions.get(kind, name, quiet);
    return definition && definition !== target[kind] ? known(name, { ...target, [kind]: definition }, definitions) : [];
  });
}

/** The newest release of each other distro. */
function otherDistros(target: Target, definitions: Definitions): [string, Target][] {
  const newest = new Map<Definition, [string, Target]>();
  for (const name of releaseNames(definitions)) {
    const release = findDistro(name, undefined, definitions, new Diagnostics());
    if (!release || release.definition === target.distro) continue;
    for (const one of known(name, { ...target, distro: release.definition, version: release.version }, definitions))
      newest.set(release.definition, one);
  }
  return [...newest.values()];
}

function known(name: string, components: Target, definitions: Definitions): [string, Target][] {
  const target = fixFacts(components, definitions, new Diagnostics());
  return target ? [[name, target]] : [];
}

const readsOn = (subject: Subject, definitions: Definitions): ReadonlySet<string> | undefined =>
  readOn(subject, definitions)?.reads;

/** A blueprint compiled for a target, as far as its stages: what is read of the image, also by way of words. */
export interface Read {
  readonly image: Image;
  readonly draft: Draft;
  readonly reads: ReadonlySet<string>;
}

/** Compiles a blueprint for a target to see what is read of it; nothing where it cannot be compiled. */
export function readOn({ target, line, name }: Subject, definitions: Definitions): Read | undefined {
  const quiet = new Diagnostics();
  const { facts } = target;
  // hashing passwords is slow, and what they are does not matter
  const secrets = () => '*';
  try {
    const image: Image = customize(target, stack(target, line, definitions, quiet), name, definitions, quiet, secrets);
    const plan = planDisk({ image, facts, names: [name], secrets }, definitions, quiet);
    const draft = render({ image, plan, facts }, definitions, quiet);
    solverRequests(draft, image, facts, definitions, quiet);
    return { image, draft, reads: withWords(image, draft.reads) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return undefined;
  }
}
