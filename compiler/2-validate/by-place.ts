// ajv's errors -> the same by the place that they are about.

import type { ErrorObject } from 'ajv';
import { escapePointer } from './say.ts';

/** Errors of one place together; what stands under a name that cannot be says nothing new. */
export function byPlace(errors: readonly ErrorObject[]): ErrorObject[][] {
  const groups = new Map<string, ErrorObject[]>();
  const wrong = errors.flatMap(({ keyword, instancePath, params }) =>
    keyword === 'propertyNames' ? [`${instancePath}/${escapePointer(String(params.propertyName))}`] : [],
  );
  for (const error of errors) {
    if (wrong.some((path) => `${error.instancePath}/`.startsWith(`${path}/`))) continue;
    const list = groups.get(error.instancePath);
    if (list) list.push(error);
    else groups.set(error.instancePath, [error]);
  }
  return [...groups.values()];
}
