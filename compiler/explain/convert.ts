// A blueprint of another program -> YAML of ours, and what became of each of its keys.

import { nameOf, readBlueprint } from '../1-load/blueprint.ts';
import { type Document, isMap } from '../1-load/document.ts';
import type { Fate } from '../1-load/foreign/work.ts';
import { yaml } from '../1-load/libraries.ts';
import { validate } from '../2-validate/validate.ts';
import { choose } from '../3-resolve/choose.ts';
import type { Components } from '../3-resolve/components.ts';
import { releaseName } from '../3-resolve/releases.ts';
import type { Compilation } from '../compilation.ts';

/** A blueprint in our words. */
export interface Conversion {
  /** Undefined where something could not be taken over; the diagnostics say what. */
  readonly yaml: string | undefined;
  /** What became of each key, in the order of the file; none if the blueprint is ours already. */
  readonly fates: readonly Fate[];
}

/** Converts a blueprint. Choices of the command line are written into its head. */
export function convertBlueprint({ input, choices, definitions, diagnostics }: Compilation): Conversion {
  const { document, fates = [] } = readBlueprint(input, definitions, diagnostics);
  if (!diagnostics.failed) validate(document, 'blueprint', diagnostics);
  if (diagnostics.failed) return { yaml: undefined, fates };
  const head = isMap(document.value) ? document.value : {};
  const chosen = Object.values(choices).some((choice) => choice !== undefined);
  const components =
    chosen && (choices.distro ?? head.distro) !== undefined && (choices.platform ?? head.platform) !== undefined
      ? choose([document], choices, definitions, diagnostics)
      : undefined;
  if (diagnostics.failed) return { yaml: undefined, fates };
  return { yaml: yamlOf(document, components), fates };
}

function yamlOf(document: Document, components: Components | undefined): string {
  const { name: _, description, distro, platform, ...words } = isMap(document.value) ? document.value : {};
  const head = {
    name: nameOf(document),
    ...(description !== undefined && { description }),
    ...(distro !== undefined && { distro }),
    ...(platform !== undefined && { platform }),
    ...(components && headOf(components)),
  };
  return textOf({ ...head, ...words });
}

function textOf(blueprint: object): string {
  const { Document: Yaml, visit } = yaml();
  const written = new Yaml(blueprint, { aliasDuplicateObjects: false });
  visit(written, {
    // as a block of lines, spaces alone would be taken for indentation
    Scalar: (_, node) => {
      if (typeof node.value === 'string' && /^\s+$/.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return written.toString({ lineWidth: 0 });
}

/** What was chosen, as the head of a blueprint says it. */
function headOf({ distro, version, platform, environment, workloads }: Components): Record<string, unknown> {
  return {
    distro: releaseName(distro.name, version),
    platform: platform.name,
    ...(environment && { environment: environment.name }),
    ...(workloads.length > 0 && { workloads: workloads.map((w) => w.name) }),
  };
}
