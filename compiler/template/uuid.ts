// Names -> UUIDs: the same names give the same ids, and a new thing changes no other's.

import { hash } from 'node:crypto';

/** The namespace of imagec: the UUID (version 5, URL namespace) of its name. */
const NAMESPACE = Buffer.from('5f4c8a8ea3f15f6cb2f24c1d2a7d0f55', 'hex');

/** A version 5 UUID (RFC 9562) of names, lower case. */
export function uuidOf(...names: readonly string[]): string {
  const hex = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(names.join('\0'))]), 'hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join('-');
}

/** A FAT volume id: `7B77-95E7`. */
export function fatIdOf(...names: readonly string[]): string {
  const hex = uuidOf(...names)
    .slice(0, 8)
    .toUpperCase();
  return `${hex.slice(0, 4)}-${hex.slice(4)}`;
}

/** The id of a DOS partition table: `0x14fc63d2`. */
export const dosIdOf = (...names: readonly string[]): string => `0x${uuidOf(...names).slice(0, 8)}`;
