// `imagec sbom`: the bill of materials of an image, from its lock, as SPDX 2.3 asks for it.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, openCatalog, type Solver, sbomOf } from '../compiler/index.ts';
import { blueprintWith, openPlace } from './commands.ts';

const definitions = openCatalog();
interface Document {
  packages: { SPDXID: string; name: string; externalRefs?: { referenceLocator: string }[]; [key: string]: unknown }[];
  relationships: { spdxElementId: string; relationshipType: string; relatedSpdxElement: string }[];
  hasExtractedLicensingInfos?: { licenseId: string; extractedText: string }[];
  documentNamespace: string;
  creationInfo: { created: string };
}

const solver: Solver = {
  stub: false,
  solve: (requests) =>
    requests.map(({ transactions }) => ({
      repositories: { baseos: { url: 'https://mirror.example/os' } },
      transactions: transactions.map(({ install }, i) =>
        i > 0
          ? []
          : ['libstdc++', ...install].map((name, n) => ({
              name,
              epoch: n === 0 ? 2 : 0,
              version: '1',
              release: '1.el9',
              arch: 'x86_64',
              repository: 'baseos',
              path: `Packages/${name}.rpm`,
              checksum: `sha256:${String(n).padStart(2, '0').repeat(32)}`,
              ...(n === 0 && { needed_by: install[0]!, license: 'GPLv3+ with exceptions' }),
            })),
      ),
    })),
};
const compiled = compile(
  { file: 'web.yaml', text: 'distro: rhel-9.6\nplatform: x86_64\nenvironment: kvm\n' },
  { definitions, solver },
).value!;
const sbom = sbomOf(compiled) as unknown as Document;

describe('the document', () => {
  test('has the packages of the image, with what finds them and what proves them', () => {
    const one = sbom.packages.find(({ name }) => name === 'libstdc++')!;
    expect(one).toMatchObject({
      versionInfo: '2:1-1.el9',
      downloadLocation: 'https://mirror.example/os/Packages/libstdc++.rpm',
      checksums: [{ algorithm: 'SHA256', checksumValue: '00'.repeat(32) }],
    });
    expect(one.externalRefs![0]!.referenceLocator).toBe(
      'pkg:rpm/redhat/libstdc%2B%2B@1-1.el9?arch=x86_64&epoch=2&distro=rhel-9.6',
    );
    expect(sbom.hasExtractedLicensingInfos).toMatchObject([
      { licenseId: one.licenseDeclared, extractedText: 'GPLv3+ with exceptions' },
    ]);
  });
  test('names everything once, and relates nothing that it does not have', () => {
    const ids = sbom.packages.map(({ SPDXID }) => SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
    for (const { spdxElementId, relatedSpdxElement } of sbom.relationships)
      expect([...ids, 'SPDXRef-DOCUMENT']).toEqual(expect.arrayContaining([spdxElementId, relatedSpdxElement]));
    const depends = sbom.relationships.filter(({ relationshipType }) => relationshipType === 'DEPENDS_ON');
    expect(depends).toMatchObject([{ relatedSpdxElement: expect.stringContaining('libstdc--') as string }]);
  });
  test('is the same for the same lock, and has the time that it is given', () => {
    expect(sbomOf(compiled)).toEqual(sbomOf(compiled));
    expect(sbom.creationInfo.created).toBe('1970-01-01T00:00:00Z');
    expect(sbomOf(compiled, 1_700_000_000)).toMatchObject({ creationInfo: { created: '2023-11-14T22:13:20Z' } });
  });
  test('has the containers that are in the image', () => {
    const digest = `sha256:${'ab'.repeat(32)}`;
    const { locked } = compiled;
    const text = `${digest} sha256:${'cd'.repeat(32)}`;
    const more = { ...compiled, locked: { ...locked, containers: { 'quay.io/example/App:1': text } } };
    const one = (sbomOf(more) as unknown as Document).packages.at(-1)!;
    expect(one).toMatchObject({ name: 'quay.io/example/App:1', versionInfo: digest });
    expect(one.externalRefs![0]!.referenceLocator).toBe(
      `pkg:oci/app@sha256%3A${'ab'.repeat(32)}?repository_url=quay.io%2Fexample%2FApp`,
    );
  });
  test('every distro says how its packages are named', () => {
    for (const distro of ['fedora-43', 'centos-10', 'almalinux-9.6', 'rocky-9.6', 'ol-9']) {
      const text = `distro: ${distro}\nplatform: x86_64\nenvironment: kvm\n`;
      const { value } = compile({ file: 'a.yaml', text }, { definitions, solver: 'stub' });
      const all = sbomOf(value!) as unknown as Document;
      expect(all.packages[1]!.externalRefs![0]!.referenceLocator).toMatch(/^pkg:rpm\/\w+\//);
    }
  });
});

test('the command: from the lock, to stdout, to a file and to a folder', async () => {
  const place = openPlace();
  place.write(
    'web.yaml',
    blueprintWith('{ baseurl: "https://mirror.example/mine/", gpgkeys: ["https://m.example/k"] }'),
  );
  await place.imagec(['lock', 'web.yaml'], { fake: 'answer' });
  const { code, out } = await place.imagec(['sbom', 'web.yaml'], { env: { SOURCE_DATE_EPOCH: '1700000000' } });
  expect([code, (JSON.parse(out) as Document).creationInfo.created]).toEqual([0, '2023-11-14T22:13:20Z']);
  for (const epoch of ['soon', '-1', '9007199254740991'])
    expect(await place.imagec(['sbom', 'web.yaml'], { env: { SOURCE_DATE_EPOCH: epoch } })).toMatchObject({
      code: 2,
      err: expect.stringContaining(`SOURCE_DATE_EPOCH is "${epoch}"`) as string,
    });
  expect(await place.imagec(['sbom', 'web.yaml', '-o', 'web.spdx.json'])).toMatchObject({ code: 0, out: '' });
  place.write(
    'all.yaml',
    'distro: centos-9\nplatform: x86_64\ntargets: { a: { environment: tar }, b: { environment: tar } }\n',
  );
  expect(await place.imagec(['sbom', 'all.yaml', '--solver', 'stub'])).toMatchObject({ code: 2 });
  expect(await place.imagec(['sbom', 'all.yaml', '--solver', 'stub', '-o', 'all'])).toMatchObject({ code: 0 });
  expect(JSON.parse(place.read('all/b.spdx.json'))).toMatchObject({ name: 'all b' });
  place.remove();
});

test('the shipped locks have one', () => {
  const file = 'blueprints/centos-10-ec2.yaml';
  const lock = { file: 'lock', text: readFileSync(file.replace('.yaml', '.lock.json'), 'utf8') };
  const { value } = compile({ file, text: readFileSync(file, 'utf8') }, { definitions, lock, locked: true });
  expect((sbomOf(value!) as unknown as Document).packages.length).toBeGreaterThan(400);
});
