// Secrets in the image -> their texts, and of passwords crypt(3) hashes, the same for the same input.

import { createHash } from 'node:crypto';
import { encrypt } from 'unixcrypt';
import { leaveSecret, type Secret, type SecretReader } from '../1-load/secrets.ts';
import { childSchema, layerSchema, type SchemaNode } from '../2-validate/schemas.ts';
import type { Merge } from '../3-resolve/image.ts';
import { type Branch, type Leaf, type Node, placeOf } from '../3-resolve/image.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';

/** A hash, or a mark that no password fits: what crypt(3) would not make is left as it is. */
const HASHED = /^(\$[0-9a-z]+\$|[!*])/;

/**
 * Reads the secrets that the schema marks ("x-secret"), and hashes passwords ("x-hash": SHA-512 crypt, 5000 rounds). The salt
 * comes from the image's name and the place, so that the same blueprint gives the same manifest. Of a secret that stands
 * elsewhere people see where.
 */
export function settleSecrets({ root, diagnostics }: Merge, name: string, read: SecretReader): void {
  const visit = (branch: Branch, schema: SchemaNode, path: readonly string[]): void => {
    for (const [key, child] of branch.entries) {
      const node = childSchema(schema, key);
      if (!node) continue;
      if (node['x-secret'] === true) branch.entries.set(key, revealed(child, [...path, key], read, diagnostics));
      else if (child.kind === 'branch') visit(child, node, [...path, key]);
      else if (node['x-hash'] === 'password' && child.kind === 'leaf')
        branch.entries.set(key, hashed(child, [name, ...path], read, diagnostics));
    }
  };
  for (const [key, child] of root.entries) {
    const node = childSchema(layerSchema, key);
    if (node && child.kind === 'branch' && holdsSecrets(node)) visit(child, node, [key]);
  }
}

/** Whether a secret can stand anywhere below: most words need not be walked. */
function holdsSecrets(schema: SchemaNode): boolean {
  const own = Object.values((schema.properties ?? {}) as Record<string, SchemaNode>);
  if (own.some((p) => p['x-secret'] === true)) return true;
  const thing = schema.additionalProperties;
  if (typeof thing !== 'object' || thing === null) return false;
  const properties = childSchema(schema, 'any')?.properties as Record<string, SchemaNode> | undefined;
  return Object.values(properties ?? {}).some((p) => p['x-hash'] === 'password');
}

function hashed(leaf: Leaf, path: readonly string[], read: SecretReader, diagnostics: Diagnostics): Node {
  const elsewhere = typeof leaf.value === 'object';
  const said = read(leaf.value as Secret, () => placeOf(leaf.origin), diagnostics);
  const text = String(said ?? '*');
  const shown = elsewhere ? { shown: leaf.value } : undefined;
  if (HASHED.test(text)) return { ...leaf, value: text, ...shown };
  const salt = createHash('sha256')
    .update(path.join('\0'))
    .digest('base64')
    .replace(/[^A-Za-z0-9./]/g, '.')
    .slice(0, 16);
  return { ...leaf, value: encrypt(text, `$6$${salt}`), ...shown };
}

/** A secret that the image itself holds: its text, of which people see where it stands. */
function revealed(node: Node, path: readonly string[], read: SecretReader, diagnostics: Diagnostics): Node {
  if (node.kind !== 'leaf') return node;
  const place = placeOf(node.origin, 'key');
  const text = read(node.value as Secret, () => place, diagnostics);
  if (text === undefined) return node;
  // where it is not read it is shown to nobody
  if (read !== leaveSecret)
    diagnostics.warning('secret-shown', `"${path.join('.')}" stands in the manifest and in the image.`, {
      place,
      hint: 'Keep both as secret as it is.',
    });
  return { ...node, value: text, ...(typeof node.value === 'object' && { shown: node.value }) };
}
