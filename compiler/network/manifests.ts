// The text of a container's manifest -> what it refers to; a registry's word is taken for nothing but texts.

/** A file that a manifest names. */
export interface Blob {
  /** `sha256:…` */
  readonly digest: string;
  readonly size?: number;
}

/** The manifest of one image, or a list of those for several architectures. */
export type Manifest =
  | { readonly kind: 'image'; readonly config: Blob; readonly layers: readonly Blob[] }
  | { readonly kind: 'list'; readonly images: readonly (Blob & { readonly arch: string; readonly os: string })[] };

/** Reads a manifest; undefined where it is of no form that is known. */
export function readManifest(text: string): Manifest | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { config, layers, manifests } = (data ?? {}) as Record<string, unknown>;
  if (Array.isArray(manifests)) {
    const images = manifests.flatMap((one: unknown) => {
      const blob = readBlob(one);
      const { architecture, os } = ((one as { platform?: unknown } | null)?.platform ?? {}) as Record<string, unknown>;
      return blob ? [{ ...blob, arch: String(architecture ?? ''), os: String(os ?? 'linux') }] : [];
    });
    return { kind: 'list', images };
  }
  const settings = readBlob(config);
  const blobs = Array.isArray(layers) ? layers.map(readBlob) : undefined;
  const whole = blobs?.filter((blob) => blob !== undefined);
  return settings && whole && whole.length === blobs!.length
    ? { kind: 'image', config: settings, layers: whole }
    : undefined;
}

/** Digests become names of files, so they are nothing but digests. */
function readBlob(value: unknown): Blob | undefined {
  const { digest, size } = (value ?? {}) as Record<string, unknown>;
  if (typeof digest !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(digest)) return undefined;
  return { digest, ...(typeof size === 'number' && { size }) };
}
