// The streams of modules that were asked for, held against those that the solver enabled.

import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import type { LockedTarget } from './lock-file.ts';
import type { SolverRequest } from './solver.ts';

/** Reports streams that come to nothing: the solver names those of which a package is installed, and no others. */
export function checkStreams(
  target: LockedTarget,
  { image, requests }: { readonly image: Image; readonly requests: readonly SolverRequest[] },
  diagnostics: Diagnostics,
): void {
  for (const { pipeline, transactions } of requests) {
    const enabled = target.modules?.[pipeline] ?? [];
    for (const spec of new Set(transactions.flatMap((t) => t.modules ?? []))) {
      const [name, stream] = spec.split(':');
      if (enabled.some((m) => m.name === name && (stream === undefined || m.stream === stream))) continue;
      diagnostics.error('unused-setting', `No package of the module stream "${spec}" is installed.`, {
        place: placeOf(originAt(image.merge.root, ['packages', 'modules', spec])),
        hint: `Install some of its packages, or "@${spec}" for all of them; or take the stream out. A solver that is made of dnf 5 knows no modules.`,
      });
    }
  }
}
