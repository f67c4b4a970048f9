// How deep a text of YAML nests, before and after it is parsed: what no person writes exhausts parsers.

import { yaml } from './libraries.ts';

/** Levels that a file may have. */
export const DEEPEST = 64;

/** Whether brackets or indentation nest so deep that a parser should not be asked. */
export function exhausts(text: string): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    // "[" and "{" may stand in quoted texts, so there is room for some that are never closed
    if (c === 0x5b || c === 0x7b) {
      if (++depth > DEEPEST * 8) return true;
    } else if (c === 0x5d || c === 0x7d) depth = Math.max(0, depth - 1);
    else if (c === 0x0a || i === 0) {
      // block collections nest on one line too: "- - - -", "? ? ? ?"
      let signs = 0;
      for (let j = c === 0x0a ? i + 1 : i; ' -?'.includes(text[j] ?? 'x'); j++)
        if (text[j] !== ' ' && text[j + 1] === ' ' && ++signs > DEEPEST) return true;
    }
  }
  return indentDepth(text) > DEEPEST * 2;
}

/** How many levels of indentation a text opens at most. */
function indentDepth(text: string): number {
  const levels: number[] = [];
  let most = 0;
  for (const [, spaces] of text.matchAll(/^( *)[^\s#]/gm)) {
    const indent = spaces!.length;
    while (levels.length && levels.at(-1)! >= indent) levels.pop();
    levels.push(indent);
    most = Math.max(most, levels.length);
  }
  return most;
}

/** Levels of maps and lists in a parsed document. */
export function depthOf(node: unknown): number {
  const { isCollection, isPair } = yaml();
  if (isPair(node)) return depthOf(node.value);
  if (!isCollection(node)) return 0;
  let most = 0;
  for (const item of node.items) most = Math.max(most, depthOf(item));
  return most + 1;
}
