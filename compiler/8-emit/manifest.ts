// Stages and packages -> an osbuild manifest, always in the same bytes.

import type { DraftPipeline } from '../6-render/draft.ts';
import type { RenderedStage } from '../6-render/stage.ts';
import { type ContainerRequest, identityOf } from '../7-lock/containers.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';
import { type PackageSourceInput, packageSource } from './package-source.ts';

/** An osbuild manifest, version 2 (https://osbuild.org/docs/developer-guide/projects/osbuild/). */
export interface Manifest {
  version: '2';
  pipelines: { name: string; build?: string; runner?: string; stages: Record<string, unknown>[] }[];
  sources: Record<string, { items: Record<string, unknown>; options?: Record<string, unknown> }>;
}

/** What a manifest is put together from. */
export interface EmitInput extends PackageSourceInput {
  readonly stages: readonly { pipeline: DraftPipeline; stages: readonly RenderedStage[] }[];
  readonly inline: ReadonlyMap<string, string>;
  readonly containers: readonly ContainerRequest[];
}

/** The manifest of rendered stages; sources hold what they refer to, and nothing else. */
export function emit(input: EmitInput, diagnostics: Diagnostics): Manifest {
  const { stages, inline } = input;
  const pipelines = stages.map(({ pipeline, stages: list }) => ({
    name: pipeline.compiled.name,
    ...(pipeline.compiled.build !== null &&
      pipeline.compiled.build !== pipeline.compiled.name && { build: `name:${pipeline.compiled.build}` }),
    ...(pipeline.runner !== undefined && { runner: pipeline.runner }),
    stages: list.map(({ type, inputs, options, devices, mounts }) => ({
      type,
      ...(inputs && { inputs }),
      ...(options && { options }),
      ...(devices && { devices }),
      ...(mounts && { mounts }),
    })),
  }));
  const used = new Set<string>();
  for (const { stages: list } of stages) for (const stage of list) collectReferences(stage.inputs, used);
  return {
    version: '2',
    pipelines,
    sources: {
      ...packageSource(input, used, diagnostics),
      ...inlineSource(inline, used),
      ...containerSource(input, used, diagnostics),
    },
  };
}

function collectReferences(inputs: Record<string, unknown> | undefined, used: Set<string>): void {
  for (const input of Object.values(inputs ?? {}) as { references?: unknown }[]) {
    const { references } = input;
    if (Array.isArray(references))
      for (const ref of references) used.add(typeof ref === 'string' ? ref : String((ref as { id: unknown }).id));
    else for (const id of Object.keys((references ?? {}) as object)) used.add(id);
  }
}

function containerSource(
  { containers, target, local }: EmitInput,
  used: ReadonlySet<string>,
  diagnostics: Diagnostics,
): Manifest['sources'] {
  const items = new Map<string, unknown>();
  const lists = new Map<string, unknown>();
  for (const { source, tls_verify } of containers) {
    const locked = identityOf(target.containers?.[source]);
    if (!locked || !used.has(locked.id)) continue;
    if (local && !local.hasImage(locked.id, locked.list))
      diagnostics.error('not-fetched', `The container "${source}" is not on this host.`, {
        hint: 'Run "imagec fetch" where there is a network, with the same --store.',
      });
    const name = source.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
    const tls = tls_verify ? {} : { 'tls-verify': false };
    items.set(locked.id, { image: { name, digest: locked.digest, ...tls } });
    if (locked.list !== undefined) lists.set(locked.list, { image: { name, ...tls } });
  }
  if (local && items.size > 0)
    diagnostics.warning(
      'not-fetched',
      'A manifest names containers by their registries: it cannot say where they are here.',
      {
        hint: `Build with that store, and none of them is downloaded: osbuild --store ${local.folder}`,
      },
    );
  return {
    ...(items.size && { 'org.osbuild.skopeo': { items: sorted(items) } }),
    ...(lists.size && { 'org.osbuild.skopeo-index': { items: sorted(lists) } }),
  };
}

function inlineSource(inline: ReadonlyMap<string, string>, used: ReadonlySet<string>): Manifest['sources'] {
  const items = new Map<string, unknown>();
  for (const [id, text] of inline)
    if (used.has(id)) items.set(id, { encoding: 'base64', data: Buffer.from(text).toString('base64') });
  return items.size ? { 'org.osbuild.inline': { items: sorted(items) } } : {};
}

const sorted = (items: ReadonlyMap<string, unknown>): Record<string, unknown> =>
  Object.fromEntries([...items].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The manifest as text. */
export const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;
