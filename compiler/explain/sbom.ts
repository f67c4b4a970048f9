// A compiled image -> its bill of materials: an SPDX 2.3 document of the packages and containers that the lock puts into it.

import { hash } from 'node:crypto';
import { factText } from '../3-resolve/condition.ts';
import { releaseName } from '../3-resolve/releases.ts';
import { identityOf } from '../7-lock/containers.ts';
import { placeOfRepository } from '../7-lock/lock-file.ts';
import { nevra, type Package } from '../7-lock/solver.ts';
import type { Compiled } from '../compilation.ts';
import { uuidOf } from '../template/uuid.ts';

type Data = Record<string, unknown>;

/** SPDX asks for a time; the same image has the same one, unless its builder says another. */
const EPOCH = '1970-01-01T00:00:00Z';
const NOTHING = 'NOASSERTION';
/** What is a folder of this machine is nothing to others. */
const SERVER = /^(?!file:)\w+:\/\//i;
const IMAGE = 'SPDXRef-image';

/**
 * The bill of materials of an image, as an SPDX 2.3 document in JSON.
 * @param created when it is made, in seconds since 1970
 */
export function sbomOf(compiled: Compiled, created?: number): Data {
  const { target, name, locked } = compiled;
  const tree = factText(target.facts, 'tree_pipeline') ?? '';
  const all = locked.pipelines[tree]?.flat() ?? [];
  const packages = all.map((p) => packageOf(p, compiled));
  const containers = Object.entries(locked.containers ?? {}).map(([source, text]) => containerOf(source, text));
  const licences = new Map(
    all.flatMap(({ license }) => (license === undefined ? [] : [[licenceId(license), license]])),
  );
  const title = target.name === undefined ? name : `${name} ${target.name}`;
  const image = {
    SPDXID: IMAGE,
    name: title,
    versionInfo: releaseName(target.distro.name, target.version),
    primaryPackagePurpose: 'OPERATING-SYSTEM',
    downloadLocation: NOTHING,
    filesAnalyzed: false,
  };
  const contents = [...packages, ...containers];
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: title,
    documentNamespace: `urn:uuid:${uuidOf(title, target.id, JSON.stringify(contents))}`,
    creationInfo: {
      created: created === undefined ? EPOCH : new Date(created * 1000).toISOString().replace('.000', ''),
      creators: ['Tool: imagec'],
    },
    packages: [image, ...contents],
    ...(licences.size > 0 && {
      hasExtractedLicensingInfos: [...licences].map(([licenseId, extractedText]) => ({
        licenseId,
        extractedText,
        name: extractedText,
      })),
    }),
    relationships: [
      relation('SPDXRef-DOCUMENT', 'DESCRIBES', IMAGE),
      ...contents.map(({ SPDXID }) => relation(IMAGE, 'CONTAINS', SPDXID)),
      ...dependencies(all),
    ],
  };
}

const relation = (spdxElementId: string, relationshipType: string, relatedSpdxElement: string): Data => ({
  spdxElementId,
  relationshipType,
  relatedSpdxElement,
});

/** Of those that need a package the lock knows the nearest. */
function dependencies(all: readonly Package[]): Data[] {
  const ids = new Map(all.map((p) => [p.name, idOf(p)]));
  return all.flatMap(({ name, needed_by = '' }) => {
    const by = ids.get(needed_by);
    return by === undefined ? [] : [relation(by, 'DEPENDS_ON', ids.get(name)!)];
  });
}

const idOf = (p: Package): string =>
  `SPDXRef-package-${p.name.replace(/[^A-Za-z0-9.-]/g, '-')}-${p.checksum.replace(/^.*:/, '').slice(0, 12)}`;

/** Licences are texts of packagers, which are no expressions of SPDX everywhere: each is told as it stands. */
const licenceId = (text: string): string => `LicenseRef-${hash('sha256', text, 'hex').slice(0, 12)}`;

function packageOf(p: Package, { locked, requests, target }: Compiled): Data & { SPDXID: string } {
  const { epoch, version, release, arch, repository, license } = p;
  const [algorithm = '', value = ''] = p.checksum.split(':');
  const asked = requests.flatMap((r) => r.repositories).find(({ id }) => id === repository);
  const base = placeOfRepository(locked.repositories[repository] ?? {}, asked);
  const url = p.url ?? (base === undefined || p.path === undefined ? undefined : `${base}${p.path}`);
  const vendor = factText(target.facts, 'vendor') ?? '';
  const type = factText(target.facts, 'purl');
  const qualifiers = [
    ['arch', arch],
    ...(epoch ? [['epoch', String(epoch)]] : []),
    ['distro', `${vendor}-${target.version}`],
  ];
  const purl = `${type}/${factText(target.facts, 'purl_vendor') ?? vendor}/${encodeURIComponent(p.name)}@${encodeURIComponent(`${version}-${release}`)}?${qualifiers.map(([key, text]) => `${key}=${encodeURIComponent(text!)}`).join('&')}`;
  return {
    SPDXID: idOf(p),
    name: p.name,
    versionInfo: nevra(p).slice(p.name.length + 1, -(arch.length + 1)),
    downloadLocation: url !== undefined && SERVER.test(url) ? url.replaceAll('^', '%5E') : NOTHING,
    filesAnalyzed: false,
    checksums: [{ algorithm: algorithm.toUpperCase(), checksumValue: value }],
    licenseConcluded: NOTHING,
    licenseDeclared: license === undefined ? NOTHING : licenceId(license),
    copyrightText: NOTHING,
    ...(type !== undefined && { externalRefs: [reference(purl)] }),
  };
}

const reference = (purl: string): Data => ({
  referenceCategory: 'PACKAGE-MANAGER',
  referenceType: 'purl',
  referenceLocator: purl,
});

function containerOf(source: string, text: string): Data & { SPDXID: string } {
  const digest = identityOf(text)?.digest ?? text;
  const path = source.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const name = path.split('/').at(-1)!;
  const purl = `pkg:oci/${encodeURIComponent(name.toLowerCase())}@${encodeURIComponent(digest)}?repository_url=${encodeURIComponent(path)}`;
  return {
    SPDXID: `SPDXRef-container-${digest.replace(/^.*:/, '').slice(0, 12)}`,
    name: source,
    versionInfo: digest,
    primaryPackagePurpose: 'CONTAINER',
    downloadLocation: NOTHING,
    filesAnalyzed: false,
    externalRefs: [reference(purl)],
  };
}
