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

/** The size of the reference's table, where it has one of its own: a smaller one that is asked for changes nothing. */
const tableSize = ({ distro, type }) => (distro === 'rhel-7.9' && type === 'ec2' ? 10 : 64) * 2 ** 30;

/** The blueprint with the size of the disk, which the reference is asked for beside the blueprint. */
function withSize(input, blueprint, asked, choices) {
  const own = compile(input, choices)
    .value?.manifest.pipelines.flatMap((p) => p.stages ?? [])
    .find((s) => s.type === 'org.osbuild.truncate');
  const table = tableSize(choices);
  const size = !blueprint.customizations?.disk && Number(own?.options.size) === table ? Math.max(table, asked) : asked;
  const { value, diagnostics } = convert(input, choices);
  if (value?.yaml === undefined) throw new Error(formatDiagnostics(diagnostics.filter((d) => d.severity === 'error')));
  const ours = parse(value.yaml);
  return { file: `${ours.name}.yaml`, text: stringify({ ...ours, disk: { ...ours.disk, size } }) };
}

/** The blueprint with the shape of the disk: the reference is told it beside the blueprint, and does not look for it there. */
function withMode(blueprint, partitioning_mode) {
  if (!partitioning_mode && !blueprint.customizations?.partitioning_mode) return blueprint;
  return { ...blueprint, customizations: { ...blueprint.customizations, partitioning_mode } };
}

export async function compileForParity({ distro, arch, type, blueprint: asked, options }) {
  standIns(asked);
  const blueprint = withMode(asked, options?.['partitioning-mode']);
  // what an image cannot have the reference leaves out without a word, and ours with a warning where that is asked for
  const shared = { solver: 'stub', definitions, unsupported: 'warn' };
  const choices = { ...shared, distro, platform: arch, type };
  const input = { file: `${blueprint.name || 'unnamed'}.json`, text: JSON.stringify(blueprint) };
  const sized = options?.size ? compile(withSize(input, blueprint, options.size, choices), shared) : {};
  const { value, diagnostics } = sized.value ? sized : compile(input, choices);
  if (!value) throw new Error(formatDiagnostics(diagnostics.filter((d) => d.severity === 'error')));
  const requests = Object.fromEntries(
    value.draft.pipelines.filter((p) => p.request).map((p) => [p.compiled.name, p.request.transactions]),
  );
  return { manifest: value.manifest, requests };
}
