// What ../shared/tools/parity.mjs asks for: osbuild's blueprint in, our manifest and requests out, by way of the library.
import { createRequire } from 'node:module';

const { compile, openCatalog, formatDiagnostics } = createRequire(import.meta.url)('../../dist/imagec.cjs');
const definitions = openCatalog();

export async function compileForParity({ distro, arch, type, blueprint }) {
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
