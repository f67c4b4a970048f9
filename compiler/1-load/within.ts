// A file that a blueprint names -> whether it may be read: where everything has to stand in one folder, only if it does.

import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { Diagnostics, Place } from '../diagnostics/diagnostic.ts';

/** Whether a path is in the folder that the caller allows, links followed; what is not is reported. */
export function mayRead(path: string, place: () => Place, diagnostics: Diagnostics): boolean {
  const { within } = diagnostics.terms;
  if (within === undefined) return true;
  const way = relative(real(within), real(path));
  if (way.split('/')[0] !== '..' && !isAbsolute(way)) return true;
  diagnostics.error('outside', `"${path}" is outside of "${within}", and nothing else may be read here.`, {
    place: place(),
    hint: 'Put a copy into that folder, or have imagec read another one (--within).',
  });
  return false;
}

/** Where a path leads, as far as it exists. */
function real(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : resolve(real(above), relative(above, whole));
  }
}
