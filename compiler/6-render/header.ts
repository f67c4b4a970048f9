// What stands at the head of a pipeline -> its value.

import { type Names, newSession } from '../template/scope.ts';
import { LEFT_OUT, type Program } from '../template/template.ts';

/** Renders a header's template. */
export function headerValue(program: Program | undefined, names: Names, reads: Set<string>): unknown {
  if (!program) return undefined;
  const session = newSession();
  const result = program({ names, session });
  for (const read of session.reads) reads.add(read);
  return result === LEFT_OUT ? undefined : result;
}

/** Renders a header's template to text. */
export function headerText(program: Program | undefined, names: Names, reads: Set<string>): string | undefined {
  const result = headerValue(program, names, reads);
  return result === undefined ? undefined : String(result);
}
