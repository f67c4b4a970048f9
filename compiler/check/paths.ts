// The templates of pipelines, blocks and words -> messages about paths that lead nowhere, without compiling anything.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import { declaredFacts } from '../3-resolve/check-condition.ts';
import { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { Pipeline, Probes, Rules, StageTemplate, WordRule } from '../types/types.ts';
import { checkProbes, checkRules } from './rule-paths.ts';
import { ANY, BLOCK, DISK, ENDS, either, IMAGE, LINE, NEEDS, selfShape } from './shapes.ts';
import { below, type Check, conditions, entryOf, path, type Scope, type Spot, template } from './template-paths.ts';

/** Checks all templates of all definitions. */
export function checkPaths(all: readonly Definition[], definitions: Definitions, diagnostics: Diagnostics): void {
  const picks = all.flatMap(({ kind, doc }) =>
    kind === 'pipeline' ? Object.keys((doc.value as unknown as Pipeline).picks ?? {}) : [],
  );
  const check: Check = { definitions, diagnostics, self: selfShape(picks), parts: new Map() };
  // a path in a part is wrong only if it leads nowhere for all who use the part: first they are gathered, unheard
  const unheard: Check = { ...check, diagnostics: new Diagnostics() };
  for (const definition of all) if (definition.kind === 'pipeline') checkOne(unheard, definition);
  for (const definition of all) checkOne(check, definition);
}

function checkOne(check: Check, definition: Definition): void {
  const { definitions } = check;
  const facts = Object.fromEntries([...declaredFacts(definitions)].map((name) => [name, ANY]));
  const roots: Scope = { ...facts, image: IMAGE, asked: IMAGE };
  const { kind, doc } = definition;
  const spot: Spot = { definition, at: [] };
  if (kind === 'pipeline') checkPipeline(check, doc.value as unknown as Pipeline, roots, spot);
  if (kind === 'block')
    checkBlock(
      check,
      doc.value as Record<string, unknown>,
      { ...roots, disk: DISK, block: BLOCK, lock: ANY, parent: ANY },
      spot,
    );
  if (kind === 'word' && definition.name !== 'order')
    (doc.value as unknown as WordRule[]).forEach((rule, i) => {
      checkRepeated(check, rule.if, rule.each, { layer: rule.layer }, roots, below(spot, String(i)));
    });
  const seen: Scope = { ...roots, disk: DISK };
  if (kind === 'probes') checkProbes(check, doc.value as unknown as Probes, seen, spot);
  if (kind === 'rules') checkRules(check, doc.value as unknown as Rules, { ...seen, requested: ANY }, spot);
}

function checkPipeline(check: Check, data: Pipeline, roots: Scope, spot: Spot): void {
  const scope: Scope = {
    ...roots,
    disk: DISK,
    input: ENDS,
    output: ENDS,
    needs: NEEDS,
    stages: ANY,
    self: check.self,
    lock: { kind: 'keys', keys: {}, others: check.self },
  };
  for (const key of ['file', 'runner', 'packages', 'picks'] as const)
    template(check, data[key], scope, below(spot, key));
  template(check, data.needs, scope, below(spot, 'needs'));
  checkStages(check, data.stages, scope, below(spot, 'stages'));
}

function checkBlock(check: Check, data: Record<string, unknown>, scope: Scope, spot: Spot): void {
  for (const role of ['prepare', 'format', 'finish'])
    checkStages(check, (data[role] ?? []) as StageTemplate[], scope, below(spot, role));
  for (const key of ['device', 'mount', 'fstab', 'args', 'root_args', 'early_args', 'crypttab', 'needs'])
    template(check, data[key], scope, below(spot, key));
  template(check, data.unit_args, { ...scope, line: LINE }, below(spot, 'unit_args'));
}

function checkStages(check: Check, stages: readonly StageTemplate[], scope: Scope, spot: Spot): void {
  stages.forEach((stage, i) => {
    const here = below(spot, String(i));
    if (stage.part !== undefined) {
      checkPart(check, stage, scope, here);
      return;
    }
    const { options, inputs, devices, mounts } = stage;
    const inside = checkRepeated(check, stage.if, stage.each, { options, inputs, devices, mounts }, scope, here);
    template(check, stage.needs, inside, below(here, 'needs'));
  });
}

/** The stages of a part, with what `of` names. */
function checkPart(check: Check, stage: StageTemplate, outer: Scope, spot: Spot): void {
  const over = stage.each === undefined ? undefined : (path(check, stage.each, outer, below(spot, 'each')) ?? ANY);
  const scope: Scope = over ? { ...outer, ...entryOf(over) } : outer;
  conditions(check, stage.if, scope, below(spot, 'if'));
  for (const key of ['devices', 'mounts'] as const) template(check, stage[key], scope, below(spot, key));
  const of = stage.of === undefined ? ANY : (path(check, stage.of, scope, below(spot, 'of')) ?? ANY);
  const part = check.definitions.get('part', stage.part ?? '', check.diagnostics);
  if (!part) return;
  const users = check.parts.get(part.name) ?? [];
  if (!users.includes(of)) check.parts.set(part.name, [...users, of]);
  const data = part.doc.value as unknown as Pipeline;
  checkStages(
    check,
    data.stages,
    { ...scope, of: either([...users, of]) ?? ANY },
    { definition: part, at: ['stages'] },
  );
}

/** Templates behind an `if` and an `each`; what the inner ones see is returned. */
function checkRepeated(
  check: Check,
  condition: unknown,
  each: string | undefined,
  templates: Record<string, unknown>,
  scope: Scope,
  spot: Spot,
): Scope {
  const over = each === undefined ? undefined : (path(check, each, scope, below(spot, 'each')) ?? ANY);
  const inside: Scope = over ? { ...scope, ...entryOf(over) } : scope;
  conditions(check, condition, inside, below(spot, 'if'));
  for (const [key, value] of Object.entries(templates)) template(check, value, inside, below(spot, key));
  return inside;
}
