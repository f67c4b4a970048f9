// A manifest -> messages about references that lead nowhere: a mistake in the definitions that must not reach osbuild.

import { originAt, placeOf } from '../3-resolve/image.ts';
import type { Image } from '../4-customize/customize.ts';
import type { Manifest } from '../8-emit/manifest.ts';
import type { Diagnostics } from '../diagnostics/diagnostic.ts';

type Input = { origin?: string; references?: unknown };
type Stage = {
  type: string;
  inputs?: Record<string, Input>;
  devices?: Record<string, { parent?: string }>;
  mounts?: { name: string; source?: string }[];
};

/** Checks that inputs, builds, devices and mounts refer to what the manifest has. */
export function checkReferences(manifest: Manifest, { merge }: Image, diagnostics: Diagnostics): void {
  const content = new Set(Object.values(manifest.sources).flatMap((source) => Object.keys(source.items)));
  const earlier = new Set<string>();
  for (const pipeline of manifest.pipelines) {
    const say = (what: string) =>
      diagnostics.error('bad-manifest', `In the pipeline "${pipeline.name}", ${what}.`, {
        place: placeOf(originAt(merge.root, ['pipelines', pipeline.name])),
        hint: 'Check the list of "pipelines" and the templates of this one.',
      });
    if (pipeline.build !== undefined && !earlier.has(pipeline.build))
      say(`the build root "${pipeline.build.slice(5)}" is no earlier pipeline`);
    for (const stage of pipeline.stages as unknown as Stage[]) {
      for (const [name, input] of Object.entries(stage.inputs ?? {})) {
        const known = input.origin === 'org.osbuild.pipeline' ? earlier : content;
        for (const id of idsOf(input.references))
          if (!known.has(id)) say(`the input "${name}" of ${stage.type} refers to ${id}, which is not there`);
      }
      const devices = stage.devices ?? {};
      for (const [name, device] of Object.entries(devices))
        if (device.parent !== undefined && !devices[device.parent])
          say(`the device "${name}" of ${stage.type} stands on "${device.parent}", which is not there`);
      for (const mount of stage.mounts ?? [])
        if (mount.source !== undefined && !devices[mount.source])
          say(`the mount "${mount.name}" of ${stage.type} is of "${mount.source}", which is no device`);
    }
    earlier.add(`name:${pipeline.name}`);
  }
}

function idsOf(references: unknown): string[] {
  if (Array.isArray(references))
    return references.map((ref) => (typeof ref === 'string' ? ref : String((ref as { id: unknown }).id)));
  return Object.keys((references ?? {}) as object);
}
