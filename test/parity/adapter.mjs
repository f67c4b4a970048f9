// What ../shared/tools/parity.mjs asks for: osbuild's blueprint in, our manifest and requests out, by way of the library.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const { compile, openCatalog, formatDiagnostics } = createRequire(import.meta.url)('../../dist/imagec.cjs');
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

export async function compileForParity({ distro, arch, type, blueprint }) {
  standIns(blueprint);
  const { value, diagnostics } = compile(
    { file: `${blueprint.name || 'unnamed'}.json`, text: JSON.stringify(blueprint) },
    { distro, platform: arch, type, solver: 'stub', definitions },
  );
  if (!value) throw new Error(formatDiagnostics(diagnostics.filter((d) => d.severity === 'error')));
  const requests = Object.fromEntries(
    value.draft.pipelines.filter((p) => p.request).map((p) => [p.compiled.name, p.request.transactions]),
  );
  return { manifest: value.manifest, requests };
}
