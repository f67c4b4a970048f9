// What ../shared/tools/parity.mjs asks for: osbuild's blueprint in, our manifest and requests out, by way of the library.
import { createRequire } from 'node:module';

const { compile, openCatalog, formatDiagnostics } = createRequire(import.meta.url)('../../dist/imagec.cjs');
const definitions = openCatalog();

export async function compileForParity({ distro, arch, type, blueprint }) {
  if (blueprint.customizations || blueprint.packages?.length)
    throw new Error('blueprints of osbuild with customizations are not read yet');
  const { value, diagnostics } = compile(
    { file: `${blueprint.name}.json`, data: { name: blueprint.name || 'unnamed' } },
    { distro, platform: arch, type, solver: 'stub', definitions },
  );
  if (!value) throw new Error(formatDiagnostics(diagnostics.filter((d) => d.severity === 'error')));
  const requests = Object.fromEntries(
    value.draft.pipelines.filter((p) => p.request).map((p) => [p.compiled.name, p.request.transactions]),
  );
  return { manifest: value.manifest, requests };
}
