// Removals in definitions of what nothing ever adds -> messages.

import type { Definition } from '../1-load/definitions.ts';
import { isMap, type Json, type Path } from '../1-load/document.ts';
import { layerWords } from '../2-validate/schemas.ts';
import { layerRule, type MergeRule } from '../3-resolve/merge-rules.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { pathKey } from '../template/path.ts';
import { layersIn } from './layers-in.ts';

interface Removal {
  readonly definition: Definition;
  readonly path: Path;
  readonly name: string;
  readonly set: string;
}

/** Checks that whatever one of these definitions takes away is something that one of all says. */
export function checkRemovals(
  judged: readonly Definition[],
  all: readonly Definition[],
  diagnostics: Diagnostics,
): void {
  const said = new Map<string, Set<string>>();
  const removals: Removal[] = [];
  for (const definition of all)
    for (const { layer, at } of layersIn(definition))
      for (const [word, value] of Object.entries(layer))
        if (layerWords.has(word))
          gather(value, layerRule.child(word), [word], [...at, word], definition, said, removals);
  for (const { definition, path, name, set } of removals) {
    const names = said.get(set);
    if (names?.has(name) || name.includes('${') || !judged.includes(definition)) continue;
    diagnostics.error('nothing-to-remove', `No definition ever says "${name}" here.${didYouMean(name, names ?? [])}`, {
      place: definition.doc.place(path),
      hint: 'Check the name, or take the line out.',
    });
  }
}

/** Notes what a layer says at each place, and what it takes away. */
function gather(
  value: Json,
  rule: MergeRule,
  path: Path,
  at: Path,
  definition: Definition,
  said: Map<string, Set<string>>,
  removals: Removal[],
): void {
  const key = pathKey(path);
  const say = (name: string) => said.set(key, (said.get(key) ?? new Set()).add(name));
  if (rule.kind === 'set') {
    const edit = isMap(value) ? value : { add: value };
    for (const list of [edit.add, edit.only]) if (Array.isArray(list)) for (const name of list) say(String(name));
    if (Array.isArray(edit.remove))
      edit.remove.forEach((name, i) => {
        removals.push({ definition, path: [...at, 'remove', String(i)], name: String(name), set: key });
      });
    return;
  }
  if ((rule.kind !== 'deep' && rule.kind !== 'whole') || !isMap(value)) return;
  const only = rule.keyed && isMap(value.only) && Object.keys(value).length === 1 ? value.only : undefined;
  for (const [name, item] of Object.entries(only ?? value)) {
    const here = only ? [...at, 'only', name] : [...at, name];
    const child = rule.child(name);
    if (item === null && !child.keepsNull) removals.push({ definition, path: here, name, set: key });
    else {
      say(name);
      gather(item, child, [...path, name], here, definition, said, removals);
    }
  }
}
