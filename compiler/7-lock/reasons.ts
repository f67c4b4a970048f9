// What the packages of an answer provide and require -> for each of them why it is there: the package that needs it.
//
// Of all that need a package the lock keeps one, the nearest to what was asked for: enough for a chain to a line that asks.

import { globTest } from '../template/glob.ts';
import type { SolverTransaction } from './solver.ts';

/** A package, and what its metadata says of others; a text of the form `(a if b)` is a condition. */
export interface Relations {
  /** The names that it can be asked for by: its own, with and without its version. */
  readonly names: readonly string[];
  readonly provides: readonly string[];
  readonly requires: readonly string[];
  readonly recommends: readonly string[];
  readonly supplements: readonly string[];
  readonly files: readonly string[];
}

/** A package or a group (`@core`) that brings a package; nothing for one that was asked for by name. */
export interface Reason {
  readonly needed_by?: string;
  readonly recommended_by?: string;
}

interface Node extends Relations {
  readonly transaction: number;
}

const NONE: Reason = {};

/** Why each package is there, in the order of the lists, which are those of the transactions. */
export function reasonsOf(
  lists: readonly (readonly Relations[])[],
  transactions: readonly SolverTransaction[],
): Reason[][] {
  const nodes = lists.map((list, transaction) => list.map((one): Node => ({ ...one, transaction })));
  const providers = providersIn(nodes.flat());
  const found = new Map<Node, Reason>();
  const whoHas = (deps: readonly string[]): Node[] =>
    deps.flatMap(namesOf).flatMap((name) => providers.get(name) ?? []);
  /** Settles nodes, and all that they require. */
  const settle = (first: readonly Node[], reason: Reason): void => {
    const queue = first.filter((node) => !found.has(node));
    for (const node of queue) found.set(node, reason);
    for (const node of queue)
      for (const other of whoHas(node.requires)) {
        if (found.has(other) || other.transaction > node.transaction) continue;
        found.set(other, { needed_by: node.names[0]! });
        queue.push(other);
      }
  };
  for (const [i, { install, weak_dependencies }] of transactions.entries()) {
    const own = nodes[i] ?? [];
    const open = () => own.filter((node) => !found.has(node));
    /** Settles what is recommended by what is settled, until nothing more is. */
    const settleWeak = (): void => {
      if (!weak_dependencies) return;
      for (const node of found.keys())
        for (const other of whoHas(node.recommends))
          if (other.transaction === i) settle([other], { recommended_by: node.names[0]! });
      for (const node of open()) {
        const by = whoHas(node.supplements).find((one) => found.has(one) && one !== node);
        if (by) settle([node], { recommended_by: by.names[0]! });
      }
    };
    const tests = install.map(globTest);
    settle(
      own.filter((node) =>
        tests.some((test) => node.names.some(test) || node.provides.some(test) || node.files.some(test)),
      ),
      NONE,
    );
    settleWeak();
    // what is left, groups have brought: first those that no other of them asks for
    const groups = install.filter((name) => name.startsWith('@'));
    const [group] = groups;
    const reason = groups.length === 1 && group !== undefined ? { needed_by: group } : NONE;
    const left = open();
    const drawn = new Set(
      left.flatMap((node) => whoHas([...node.requires, ...node.recommends]).filter((other) => other !== node)),
    );
    settle(
      left.filter((node) => !drawn.has(node)),
      reason,
    );
    settleWeak();
    // the rest require each other in circles
    for (let rest = open(); rest.length > 0; rest = open()) settle([widest(rest, whoHas)], reason);
  }
  return nodes.map((list) => list.map((node) => found.get(node)!));
}

/** The node that most of the others follow from. */
function widest(nodes: readonly Node[], whoHas: (deps: readonly string[]) => readonly Node[]): Node {
  const among = new Set(nodes);
  let best = { node: nodes[0]!, reach: 0 };
  for (const node of nodes) {
    const reached = new Set([node]);
    for (const one of reached) for (const other of whoHas(one.requires)) if (among.has(other)) reached.add(other);
    if (reached.size > best.reach) best = { node, reach: reached.size };
  }
  return best.node;
}

/** Who provides a name. Of files only those count that somebody asks for: packages have thousands. */
function providersIn(nodes: readonly Node[]): Map<string, Node[]> {
  const paths = new Set(
    nodes.flatMap((node) => [...node.requires, ...node.recommends].flatMap(namesOf).filter((name) => name[0] === '/')),
  );
  const out = new Map<string, Node[]>();
  for (const node of nodes)
    for (const name of new Set([...node.names, ...node.provides, ...node.files.filter((file) => paths.has(file))])) {
      const list = out.get(name);
      if (list) list.push(node);
      else out.set(name, [node]);
    }
  return out;
}

/** The names in a dependency; of a condition, what it asks for where it holds. */
function namesOf(dependency: string): string[] {
  if (!dependency.startsWith('(')) return [dependency];
  const [asked = ''] = dependency.split(/ (?:if|unless) /);
  return asked.split(/ (?:and|or|with|without) /).map((part) => {
    let name = part.replace(/^\(+/, '').replace(/ [<>=]+ .*$/, '');
    while (name.endsWith(')') && name.split(')').length > name.split('(').length) name = name.slice(0, -1);
    return name;
  });
}
