// The compiler on one screen: a blueprint in, osbuild manifests out. Each phase has a folder; read them in this order.

import { nameOf } from './1-load/blueprint.ts';
import { openBlueprint } from './2-validate/open-blueprint.ts';
import { choose, requireEnvironment } from './3-resolve/choose.ts';
import { fixFacts } from './3-resolve/facts.ts';
import { stack } from './3-resolve/stack.ts';
import { customize } from './4-customize/customize.ts';
import { planDisk } from './5-plan-disk/plan.ts';
import { render, renderResolved } from './6-render/render.ts';
import { containerInputs, containerRequests } from './7-lock/containers.ts';
import { installedSize, selves } from './7-lock/packages-view.ts';
import { type LockOptions, resolvePackages, solverRequests } from './7-lock/resolve-packages.ts';
import { emit } from './8-emit/manifest.ts';
import { checkReferences } from './9-verify/references.ts';
import { verifyImage } from './9-verify/verify.ts';
import type { Compilation, Compiled, Prepared, Resolved } from './compilation.ts';

/** Phases 1 to 4: the finished image of what was chosen. */
export function resolve(compilation: Compilation): Resolved {
  const { choices, definitions, diagnostics } = compilation;
  const { doc, line } = compilation.opened ?? openBlueprint(compilation);
  const components = choose(line, choices, definitions, diagnostics);
  diagnostics.stopIfFailed();
  const target = fixFacts(components!, definitions, diagnostics);
  diagnostics.stopIfFailed();
  const layers = stack(target!, line, definitions, diagnostics);
  const name = nameOf(doc);
  const image = customize(target!, layers, name, definitions, diagnostics, compilation.secrets);
  return { blueprint: doc, line, name, target: target!, layers, image };
}

/** Phases 5 and 6, with the requests of 7 and what 9 says of the image before there are packages; `installed` bytes, if known. */
export function prepare(compilation: Compilation, installed?: number): Prepared {
  const { definitions, diagnostics } = compilation;
  const resolved = resolve(compilation);
  const { image, target, blueprint, name } = resolved;
  const { facts } = target;
  requireEnvironment(target, blueprint, definitions, diagnostics);
  const names = target.name === undefined ? [name] : [name, target.name];
  const { secrets } = compilation;
  const plan = planDisk({ image, facts, names, installed, secrets }, definitions, diagnostics);
  diagnostics.stopIfFailed();
  const draft = render({ image, plan, facts }, definitions, diagnostics);
  const requests = solverRequests(draft, image, facts, definitions, diagnostics);
  verifyImage({ ...resolved, plan, facts, draft }, definitions, diagnostics);
  diagnostics.stopIfFailed();
  return { ...resolved, plan, draft, requests };
}

/** Phases 7 to 9: packages from the lock or the solver, the manifest, and a last look at it. */
export function compile(compilation: Compilation, lockOptions: LockOptions): Compiled {
  const { diagnostics } = compilation;
  const first = prepare(compilation);
  const { target } = first;
  const containers = containerRequests(first.image.words, String(target.facts.oci_arch ?? ''));
  const asked = { ...first, containers, definitions: compilation.definitions };
  const { target: locked, before, newLock } = resolvePackages(target.id, asked, lockOptions, diagnostics);
  const prepared = first.plan?.fits ? prepare(compilation, installedSize(locked, target)) : first;
  const { draft, requests } = prepared;
  const self = selves(draft, requests, locked);
  const lock = { ...self, containers: containerInputs(containers, locked.containers) };
  const stages = renderResolved(draft, (pipeline) => self[pipeline], lock);
  diagnostics.stopIfFailed();
  const sources = { source: prepared.image.words.packages?.source, local: lockOptions.local, requests, containers };
  const manifest = emit({ stages, inline: draft.inline, target: locked, ...sources }, diagnostics);
  checkReferences(manifest, prepared.image, diagnostics);
  diagnostics.stopIfFailed();
  return { ...prepared, locked, containers, before, newLock, stages, manifest };
}
