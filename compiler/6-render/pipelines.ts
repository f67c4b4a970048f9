// Pipeline files -> compiled pipelines: every template a function, parts in their places.

import type { Definition, Definitions } from '../1-load/definitions.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean, thereAre } from '../diagnostics/nearest.ts';
import { compileCondition } from '../template/condition.ts';
import { parsePath } from '../template/path.ts';
import { compileLater, compileTemplate } from '../template/template.ts';
import type { Block, Needs, Pipeline, StageTemplate } from '../types/types.ts';
import type { CompiledNeeds, CompiledPipeline, CompiledStage, Item } from './compiled.ts';

/** A pipeline by name, compiled once for each catalog. */
export function pipeline(
  definitions: Definitions,
  name: string,
  diagnostics: Diagnostics,
): CompiledPipeline | undefined {
  const definition = definitions.get('pipeline', name, diagnostics);
  if (!definition) return undefined;
  const known = definitions.derived.get(definition) as CompiledPipeline | undefined;
  if (known) return known;
  const data = definition.doc.value as unknown as Pipeline;
  const items = compileItems(data.stages, definition, ['stages'], definitions, diagnostics);
  const all = [...stagesOf(items)];
  const places = new Map<string, 'one' | 'many'>();
  for (const stage of all) {
    if (stage.raw === 'one' && !places.has(stage.type)) places.set(stage.type, 'one');
    else if (stage.raw === 'many' && places.get(stage.type) !== 'one') places.set(stage.type, 'many');
  }
  const compiled: CompiledPipeline = {
    name,
    definition,
    build: data.build === undefined ? 'build' : data.build,
    runner: data.runner === undefined ? undefined : compileTemplate(data.runner),
    file: data.file === undefined ? undefined : compileTemplate(data.file),
    packages: data.packages && {
      install: compileTemplate(data.packages.install ?? []),
      exclude: compileTemplate(data.packages.exclude ?? []),
      asked: compileTemplate(data.packages.asked ?? []),
      askedExclude: compileTemplate(data.packages.asked_exclude ?? []),
      modules: compileTemplate(data.packages.modules ?? []),
      weak: compileTemplate(data.packages.weak_dependencies ?? true),
    },
    picks: Object.entries(data.picks ?? {}).map(([pick, template]) => [pick, compileTemplate(template)] as const),
    needs: compileNeeds(data.needs),
    items,
    places,
    hasRest: [...flat(items)].some((item) => item.kind === 'rest'),
  };
  definitions.derived.set(definition, compiled);
  return compiled;
}

function compileItems(
  stages: readonly StageTemplate[],
  definition: Definition,
  path: readonly string[],
  definitions: Definitions,
  diagnostics: Diagnostics,
): Item[] {
  return stages.flatMap((stage, i): Item[] => {
    const source = { definition, path: [...path, String(i)] };
    if (stage.blocks) return [{ kind: 'blocks', role: stage.blocks }];
    if (stage.rest) return [{ kind: 'rest', source }];
    if (stage.part === undefined) return [{ kind: 'stage', stage: compileStage(stage, source) }];
    const part = definitions.get('part', stage.part, diagnostics);
    if (!part) {
      diagnostics.error(
        'unknown-name',
        `There is no part "${stage.part}".${didYouMean(stage.part, definitions.names('part'))}`,
        {
          place: definition.doc.place([...source.path, 'part']),
          hint: thereAre(definitions.names('part')),
        },
      );
      return [];
    }
    return [
      {
        kind: 'part',
        items: compileItems((part.doc.value as unknown as Pipeline).stages, part, ['stages'], definitions, diagnostics),
        of: stage.of === undefined ? undefined : parsePath(stage.of),
        each: stage.each === undefined ? undefined : parsePath(stage.each),
        condition: stage.if === undefined ? undefined : compileCondition(stage.if),
        devices: stage.devices === undefined ? undefined : compileTemplate(stage.devices),
        mounts: stage.mounts === undefined ? undefined : compileTemplate(stage.mounts),
      },
    ];
  });
}

/** A stage with its templates as functions. */
function compileStage(stage: StageTemplate, source: CompiledStage['source']): CompiledStage {
  const each = stage.each === undefined ? undefined : parsePath(stage.each);
  return {
    type: stage.type ?? '',
    condition: stage.if === undefined ? undefined : compileCondition(stage.if),
    each,
    later: each !== undefined && (each.root === 'self' || each.root === 'lock'),
    options: stage.options === undefined ? undefined : compileLater(stage.options),
    writesOptions: typeof stage.options === 'string' || Object.keys((stage.options ?? {}) as object).length > 0,
    inputs: stage.inputs === undefined ? undefined : compileLater(stage.inputs),
    devices: stage.devices === undefined ? undefined : compileLater(stage.devices),
    mounts: stage.mounts === undefined ? undefined : compileLater(stage.mounts),
    needs: compileNeeds(stage.needs),
    always: stage.always === true,
    raw: stage.raw === false ? 'none' : each !== undefined && each.root !== 'self' ? 'many' : 'one',
    source,
  };
}

function compileNeeds(needs: Needs | undefined): CompiledNeeds | undefined {
  return (
    needs && {
      buildPackages: needs.build?.packages === undefined ? undefined : compileLater(needs.build.packages),
      labels: needs.build?.labels === undefined ? undefined : compileLater(needs.build.labels),
      treePackages: needs.tree?.packages === undefined ? undefined : compileLater(needs.tree.packages),
      early: needs.tree?.early === true,
    }
  );
}

function* flat(items: readonly Item[]): Generator<Item> {
  for (const item of items) {
    yield item;
    if (item.kind === 'part') yield* flat(item.items);
  }
}

function* stagesOf(items: readonly Item[]): Generator<CompiledStage> {
  for (const item of flat(items)) if (item.kind === 'stage') yield item.stage;
}

/** The stages of a kind of block in a role, compiled once for each catalog. */
export function blockStages(
  definitions: Definitions,
  kind: string,
  role: 'prepare' | 'format' | 'finish',
  diagnostics: Diagnostics,
): { stages: readonly CompiledStage[]; needs: CompiledNeeds | undefined } {
  const definition = definitions.get('block', kind, diagnostics)!;
  const known = definitions.derived.get(definition) as Record<string, readonly CompiledStage[]> | undefined;
  const data = definition.doc.value as unknown as Block;
  const compiled =
    known ??
    Object.fromEntries(
      (['prepare', 'format', 'finish'] as const).map((r) => [
        r,
        (data[r] ?? []).map((stage, i) => ({
          ...compileStage(stage, { definition, path: [r, String(i)] }),
          raw: 'none' as const,
        })),
      ]),
    );
  if (!known) definitions.derived.set(definition, compiled);
  return { stages: compiled[role]!, needs: compileNeeds(data.needs) };
}
