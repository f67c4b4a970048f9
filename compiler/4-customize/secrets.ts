// References to secrets in the image -> their values, which templates see; people see the references.

import type { SecretReader, SecretReference } from '../1-load/secrets.ts';
import { type Leaf, type Node, placeOf } from '../3-resolve/image.ts';
import type { Merge } from '../3-resolve/merge.ts';

/** Puts the secrets of an image in the place of their references. */
export function readSecrets(merge: Merge, read: SecretReader): void {
  if (merge.secrets.size === 0) return;
  const visit = (node: Node, path: readonly string[]): void => {
    if (node.kind !== 'branch') return;
    for (const [key, child] of node.entries) {
      const secret = child.kind === 'leaf' ? merge.secrets.get(child) : undefined;
      if (secret === undefined) visit(child, [...path, key]);
      else node.entries.set(key, withValue(child as Leaf, [...path, key], secret.hashed, merge, read));
    }
  };
  visit(merge.root, []);
}

function withValue(leaf: Leaf, path: readonly string[], hashed: boolean, merge: Merge, read: SecretReader): Leaf {
  const place = () => placeOf(leaf.origin);
  const value = read(leaf.value as SecretReference, { file: leaf.origin.layer.doc.file, place }, merge.diagnostics);
  if (value !== undefined && !hashed)
    merge.diagnostics.warning(
      'secret-in-manifest',
      `osbuild needs "${path.join('.')}" itself: the secret stands in the manifest.`,
      {
        place: place(),
        hint: 'Keep the manifest as safe as the secret.',
      },
    );
  return { ...leaf, value: value ?? '', shown: leaf.value };
}
