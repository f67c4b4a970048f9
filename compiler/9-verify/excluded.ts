// The packages of the image -> messages about those that the blueprint excludes, and that are needed all the same.

import { placeOf } from '../3-resolve/image.ts';
import type { Request } from '../6-render/requests.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { globTest } from '../template/glob.ts';

/** Refuses a package that the blueprint excludes, and asks for: by its name, or by a setting that nothing does without it. */
export function checkExcluded(requests: readonly Request[], diagnostics: Diagnostics): void {
  for (const { transactions, origins, excluders } of requests)
    for (const glob of new Set(transactions.flatMap((t) => t.exclude))) {
      const excluder = excluders.get(glob);
      if (!excluder?.layer.asked) continue;
      const matches = globTest(glob);
      const name = transactions.find((t) => t.exclude.includes(glob) && t.install.some(matches))?.install.find(matches);
      if (name === undefined) continue;
      const needer = origins.get(name);
      const byName = needer?.path[0] === excluder.path[0];
      diagnostics.error(
        'contradiction',
        byName
          ? `The package "${name}" is excluded, and installed too.`
          : `The package "${name}" is excluded, and a setting needs it.`,
        {
          place: placeOf(excluder),
          hint: byName
            ? 'Take it out of one of them; of the list of another file with "remove".'
            : `Take "${name}" out of "packages.exclude", or the setting out of the blueprint.`,
          ...(needer && {
            related: [
              {
                message: byName ? 'It is installed here.' : 'This needs it.',
                place: placeOf(needer, byName ? 'value' : 'key'),
              },
            ],
          }),
        },
      );
    }
}
