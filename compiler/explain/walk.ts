// An explained blueprint -> component by component, what each adds: repositories, packages, services, files and stages.

import type { Definition } from '../1-load/definitions.ts';
import { bodyOf } from '../3-resolve/ancestry.ts';
import { factText } from '../3-resolve/condition.ts';
import { type Layer, leaves, type Node, nodeAt, type Origin } from '../3-resolve/image.ts';
import { releaseName } from '../3-resolve/releases.ts';
import { DISK_READS } from '../6-render/render.ts';
import type { Compiled, Resolved } from '../compilation.ts';
import { withoutKeys } from '../diagnostics/private-keys.ts';
import type { Explanation } from './explain.ts';
import { leavesRead, lineOf, templateLine } from './source-map.ts';

/** Something that a component adds, and the line that does it. */
export interface Addition {
  readonly name: string;
  /** `file:line` */
  readonly from: string;
  /** Why, where a variant says it. */
  readonly because?: string;
}

/** One component of the walk. */
export interface Step {
  /** `distro`, `platform`, `payload`, `environment`, `workload`, `blueprint` or `target`. */
  readonly kind: string;
  readonly name: string;
  readonly summary?: string;
  readonly repositories: readonly Addition[];
  readonly packages: readonly Addition[];
  readonly services: readonly Addition[];
  readonly files: readonly Addition[];
  /** Stages that are there because of it, as `pipeline: type`. */
  readonly stages: readonly Addition[];
  /** Stages of lower components that do more because of it. */
  readonly extends: readonly Addition[];
  /** Other words of the vocabulary that it has the last say in. */
  readonly settings: readonly Addition[];
  /** What it takes away of what lower components say. */
  readonly removes: readonly Addition[];
}

type Lists = { [K in Exclude<keyof Step, 'kind' | 'name' | 'summary'>]: Addition[] };

/** The walk from the distro to the blueprint. Stages are known only where there is an environment. */
export function walkOf({ resolved, compiled, assumedPlatform }: Explanation): Step[] {
  const steps = stepsOf(resolved, assumedPlatform !== undefined);
  const lists = new Map(steps.map(({ id }) => [id, newLists()]));
  const put = (list: keyof Lists, origin: Origin, name: string) =>
    lists.get(stepId(origin.layer))?.[list].push(addition(name, origin));
  addLeaves(resolved, put);
  addRemovals(resolved.image.merge.root, [], put);
  if (compiled) addStages(compiled, steps, lists);
  return steps.map(({ id, kind, name, summary }) => ({
    kind,
    name,
    ...(summary !== undefined && { summary }),
    ...lists.get(id)!,
  }));
}

interface Head {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly summary: string | undefined;
}

/** The components in the order of the language. */
function stepsOf({ target, name }: Resolved, assumed: boolean): Head[] {
  const summary = (d: Definition) => {
    const text = bodyOf(d).summary;
    return typeof text === 'string' ? text : undefined;
  };
  const { distro, version, platform, firmware, payload, environment, workloads } = target;
  const head = (d: Definition, id: string = d.kind, called = d.name): Head => ({
    id,
    kind: d.kind,
    name: called,
    summary: summary(d),
  });
  return [
    head(distro, 'distro', releaseName(distro.name, version)),
    ...(assumed ? [] : [{ ...head(firmware), name: platform.name }]),
    ...(payload ? [head(payload)] : []),
    ...(environment ? [head(environment)] : []),
    ...workloads.map((w) => head(w, `workload ${w.name}`)),
    { id: 'blueprint', kind: 'blueprint', name, summary: undefined },
    ...(target.name === undefined ? [] : [{ id: 'target', kind: 'target', name: target.name, summary: undefined }]),
  ];
}

/** Ancestors count for those who extend them. */
const stepId = ({ component, sibling }: Layer): string =>
  sibling === undefined ? component.split(' ')[0]! : `workload ${sibling}`;

const newLists = (): Lists => ({
  repositories: [],
  packages: [],
  services: [],
  files: [],
  stages: [],
  extends: [],
  settings: [],
  removes: [],
});

function addition(name: string, origin: Origin): Addition {
  return {
    name: withoutKeys(name),
    from: lineOf(origin),
    ...(origin.layer.because !== undefined && { because: origin.layer.because }),
  };
}

/** Words that have a list of their own; the names in them are what a reader looks for. */
const LISTED = new Set(['repositories', 'packages', 'services', 'files']);

function addLeaves({ image }: Resolved, put: (list: keyof Lists, origin: Origin, name: string) => void): void {
  const { root } = image.merge;
  for (const list of ['repositories', 'files'] as const) {
    const node = root.entries.get(list);
    if (node?.kind === 'branch') for (const [name, { origin }] of node.entries) put(list, origin, name);
  }
  const items = (path: readonly string[], list: 'packages' | 'services', mark = '') => {
    const node = nodeAt(root, path);
    if (node && 'kind' in node && node.kind === 'set')
      for (const [name, origin] of node.items) put(list, origin, `${mark}${name}`);
  };
  items(['packages', 'install'], 'packages');
  // the kernel's name is a word of its own, and a package
  const kernel = nodeAt(root, ['kernel', 'name']);
  if (kernel && 'kind' in kernel && kernel.kind === 'leaf') put('packages', kernel.origin, String(kernel.value));
  items(['packages', 'exclude'], 'packages', 'not ');
  items(['services', 'enabled'], 'services');
  items(['services', 'disabled'], 'services', 'not ');
  items(['services', 'masked'], 'services', 'never ');
  const seen = new Set<string>();
  for (const { path, origin } of leaves(root)) {
    if (LISTED.has(path[0]!)) continue;
    const name = path.slice(0, 2).join('.');
    const id = `${stepId(origin.layer)} ${name}`;
    if (seen.has(id)) continue;
    seen.add(id);
    put('settings', origin, name);
  }
}

function addRemovals(
  node: Node,
  path: readonly string[],
  put: (list: keyof Lists, origin: Origin, name: string) => void,
): void {
  if (node.kind === 'leaf') return;
  for (const [name, { by, was }] of node.dropped) {
    // a removal that met nothing takes nothing away
    if (('kind' in was ? was.origin : was) !== by) put('removes', by, [...path, name].join('.'));
  }
  if (node.kind === 'branch') for (const [name, child] of node.entries) addRemovals(child, [...path, name], put);
}

/** What the plan of the disk reads: everything. */
const WHOLES: ReadonlySet<string> = new Set(DISK_READS);

/** Each stage stands in the step of the lowest component without which it would not be there. */
function addStages({ stages, image, target }: Compiled, steps: readonly Head[], lists: Map<string, Lists>): void {
  const order = steps.map(({ id }) => id);
  for (const { pipeline, stages: list } of stages) {
    const { name } = pipeline.compiled;
    const asked = new Set(pipeline.requestReads);
    const builds = leavesRead(image, asked).map(({ origin }) => stepId(origin.layer));
    const ofPayload = ['tree', 'disk'].some((part) => factText(target.facts, `${part}_pipeline`) === name);
    // the build root is whose packages it has
    const home = ofPayload ? 'payload' : (builds[0] ?? 'environment');
    for (const stage of list) {
      const said = (reads: Iterable<string>) =>
        leavesRead(image, reads)
          .map(({ origin }) => origin)
          .sort((a, b) => order.indexOf(stepId(a.layer)) - order.indexOf(stepId(b.layer)));
      const causes = said(stage.causes);
      // what is worked out from the whole disk or from all packages is nobody's in particular
      const reads = said([...stage.reads].filter((read) => !WHOLES.has(read) && !asked.has(read)));
      const first = causes[0] ?? (stage.causes.length === 0 ? reads[0] : undefined);
      const owner = first ? stepId(first.layer) : home;
      const title = `${name}: ${stage.type}`;
      lists.get(owner)?.stages.push({ name: title, from: templateLine(stage) });
      const later = new Map(reads.map((origin) => [stepId(origin.layer), origin]));
      for (const [id, origin] of later)
        if (id !== owner && order.indexOf(id) > order.indexOf(owner))
          lists.get(id)?.extends.push(addition(title, origin));
    }
  }
}
