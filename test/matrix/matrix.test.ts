// Every combination of release, platform, environment and workloads compiles, or is refused with what there is instead.
//
// `npm test` tries some, the same in every run; `npm run matrix-walk` tries all of them, which takes minutes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, Diagnostics, listing, openCatalog } from '../../compiler/index.ts';
import { judge } from './judge.ts';

const FULL = process.env.MATRIX === 'full';
const definitions = openCatalog();
const all = listing(definitions, new Diagnostics());
const names = (choices: readonly { name: string }[]) => choices.map(({ name }) => name);
const platforms = names(all.platforms);
const environments = names(all.environments);
const workloads = names(all.workloads);
const releases = all.distros.flatMap((d) => d.releases ?? []);

interface Combination {
  readonly distro: string;
  readonly platform: string;
  readonly environment: string;
  readonly workloads: readonly string[];
}

/** What may be refused: combinations that do not exist, and two workloads that want different things. */
const REFUSALS = new Set(['unsupported', 'conflict']);

/** The manifest of a combination, or undefined where it is refused as it should be. */
function attempt(combination: Combination): object | undefined {
  const { value, diagnostics } = compile(
    {
      data: {
        name: 'matrix',
        users: {
          ada: { keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp ada'] },
        },
      },
    },
    { ...combination, definitions, solver: 'stub' },
  );
  const what = JSON.stringify(combination);
  if (value) {
    // every rule of a usable image is satisfied, those that only warn too
    expect(diagnostics, what).toEqual([]);
    return value.manifest;
  }
  const [first, ...more] = diagnostics;
  expect(more, what).toEqual([]);
  expect(REFUSALS, `${what}: ${first?.message}`).toContain(first?.code);
  expect(first?.hint, what).toMatch(/^(It exists|Say it in the blueprint)/);
  return undefined;
}

const combination: fc.Arbitrary<Combination> = fc.record({
  distro: fc.constantFrom(...releases),
  platform: fc.constantFrom(...platforms),
  environment: fc.constantFrom(...environments),
  workloads: fc.subarray(workloads, { maxLength: 2 }),
});

/** Distros, platforms, environments and workloads that a combination names. */
const partsOf = ({ distro, platform, environment, workloads }: Combination) => [
  `release ${distro}`,
  `platform ${platform}`,
  `environment ${environment}`,
  ...workloads.map((w) => `workload ${w}`),
];

/** For each component a combination with it that exists, in the order of their names. */
function* covering(): Generator<Combination> {
  const seen = new Set<string>();
  const any = (list: readonly string[], own: string | undefined) => (own === undefined ? list : [own]);
  const newest = all.distros.flatMap((d) => d.releases?.at(-1) ?? []);
  const pick = (own: { distro?: string; platform?: string; environment?: string; workload?: string }) => {
    for (const environment of any(environments, own.environment))
      for (const platform of any(platforms, own.platform))
        for (const distro of any(newest, own.distro)) {
          const one = { distro, platform, environment, workloads: own.workload ? [own.workload] : [] };
          if (attempt(one)) return one;
        }
    throw new Error(`Nothing exists with ${JSON.stringify(own)}.`);
  };
  const wanted = [
    ...newest.map((distro) => ({ distro })),
    ...platforms.map((platform) => ({ platform })),
    ...environments.map((environment) => ({ environment })),
    ...workloads.map((workload) => ({ workload })),
  ];
  for (const own of wanted) {
    const [key] = Object.entries(own).map(([kind, name]) => `${kind === 'distro' ? 'release' : kind} ${name}`);
    if (seen.has(key!)) continue;
    const one = pick(own);
    for (const part of partsOf(one)) seen.add(part);
    yield one;
  }
}

test('some combinations, of each component at least one', () => {
  const manifests: [string, object][] = [];
  const note = (one: Combination) => {
    const manifest = attempt(one);
    if (manifest) manifests.push([JSON.stringify(one), manifest]);
  };
  fc.assert(fc.property(combination, note), { numRuns: Number(process.env.RUNS ?? 300), seed: 1 });
  for (const one of covering()) note(one);
  expect(judge(manifests)).toEqual([]);
});

if (FULL)
  test('all combinations', { timeout: 3_600_000 }, () => {
    let manifests: [string, object][] = [];
    let count = 0;
    let refused = 0;
    const wrong: string[] = [];
    const flush = () => {
      wrong.push(...judge(manifests));
      manifests = [];
    };
    const note = (one: Combination): boolean => {
      try {
        const manifest = attempt(one);
        if (!manifest) {
          refused++;
          return false;
        }
        count++;
        manifests.push([JSON.stringify(one), manifest]);
      } catch (error) {
        wrong.push(`${JSON.stringify(one)}: ${error instanceof Error ? error.message.slice(0, 600) : String(error)}`);
        return false;
      }
      if (manifests.length === 400) flush();
      return true;
    };
    for (const { releases: own = [] } of all.distros) {
      for (const distro of own)
        for (const platform of platforms)
          for (const environment of environments) {
            const at = { distro, platform, environment };
            if (!note({ ...at, workloads: [] })) continue;
            const fit = workloads.filter((w) => note({ ...at, workloads: [w] }));
            // two at once are the same for all releases of a distro, but for what each of them is
            if (distro !== own.at(-1)) continue;
            for (const [i, one] of fit.entries())
              for (const other of fit.slice(i + 1)) note({ ...at, workloads: [one, other] });
          }
      console.log(`${own.at(-1)}: ${count} compiled, ${refused} refused, ${wrong.length} wrong so far`);
    }
    flush();
    expect(wrong).toEqual([]);
  });
