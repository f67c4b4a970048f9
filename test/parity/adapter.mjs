// What ../shared/tools/parity.mjs asks for: osbuild's blueprint in, our manifest and requests out, by way of the library.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';

const { compile, convert, openCatalog, formatDiagnostics } = createRequire(import.meta.url)('../../dist/imagec.cjs');
const definitions = openCatalog();

/** Files of the host that the reference blueprints name, where they can stand for a moment. */
function standIns(blueprint) {
  for (const { uri } of blueprint.customizations?.files ?? []) {
    if (!uri?.startsWith(`file://${tmpdir()}/`)) continue;
    const path = fileURLToPath(uri);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'a file of the host\n', { mode: 0o600 });
  }
}

/** The blueprint with the size of the disk, which the reference is asked for beside the blueprint. */
function withSize(input, size, choices) {
  const ours = parse(convert(input, choices).value.yaml);
  return { file: `${ours.name}.yaml`, text: stringify({ ...ours, disk: { ...ours.disk, size } }) };
}

export async function compileForParity({ distro, arch, type, blueprint, options }) {
  standIns(blueprint);
  // what an image cannot have the reference leaves out without a word, and ours with a warning where that is asked for
  const choices = { distro, platform: arch, type, solver: 'stub', definitions, unsupported: 'warn' };
  const input = { file: `${blueprint.name || 'unnamed'}.json`, text: JSON.stringify(blueprint) };
  // the reference ignores a size where there is no disk, and ours has no use for it
  const sized = options?.size ? compile(withSize(input, options.size, choices), { solver: 'stub', definitions }) : {};
  const { value, diagnostics } = sized.value ? sized : compile(input, choices);
  if (!value) throw new Error(formatDiagnostics(diagnostics.filter((d) => d.severity === 'error')));
  const requests = Object.fromEntries(
    value.draft.pipelines.filter((p) => p.request).map((p) => [p.compiled.name, p.request.transactions]),
  );
  return { manifest: value.manifest, requests };
}
