// The laws of the language, tried on random layers, disks and templates.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Merge } from '../compiler/3-resolve/image.ts';
import { type Layer, leaves, placeOf, plain } from '../compiler/3-resolve/image.ts';
import { beginMerge, mergeLayer } from '../compiler/3-resolve/merge.ts';
import { Diagnostics } from '../compiler/diagnostics/diagnostic.ts';
import { compile, manifestText } from '../compiler/index.ts';
import { Names, newSession } from '../compiler/template/scope.ts';
import { compileTemplate } from '../compiler/template/template.ts';
import { openWorld } from './world.ts';

// the same tries in every run; RUNS and SEED try more
fc.configureGlobal({ numRuns: Number(process.env.RUNS ?? 60), seed: Number(process.env.SEED ?? 1) });
const definitions = openWorld();
type Words = Record<string, unknown>;

/** Names that are few, so that layers meet. */
const name = fc.constantFrom('ada', 'bob', 'eve', 'web', 'db');
const list = fc.uniqueArray(name, { maxLength: 4 });
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const without = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
const record = (shape: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, some(value)]))).map(without);

/** Layers that add and replace, and, where `takes`, layers that take away too. */
function layerWords(takes: boolean): fc.Arbitrary<Words> {
  const set: fc.Arbitrary<unknown> = takes
    ? fc.oneof(
        list,
        record({ remove: list, add: list }),
        list.map((only) => ({ only })),
      )
    : fc.oneof(
        list,
        list.map((add) => ({ add })),
      );
  const maybe = (value: fc.Arbitrary<unknown>) => (takes ? fc.oneof(value, fc.constant(null)) : value);
  const user = record({ uid: maybe(fc.nat(9)), groups: set, shell: fc.constantFrom('/bin/sh', '/bin/bash') });
  const keyed = (thing: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
    const map = fc.dictionary(name, maybe(thing), { maxKeys: 3, noNullPrototype: true });
    const things = fc.dictionary(name, thing, { maxKeys: 2, noNullPrototype: true });
    return takes
      ? fc.oneof(
          map,
          things.map((only) => ({ only })),
        )
      : map;
  };
  return record({
    hostname: maybe(name),
    packages: record({ install: set, exclude: set, weak_dependencies: fc.boolean() }),
    users: maybe(keyed(user)),
    sysctl: keyed(fc.dictionary(name, fc.constantFrom('0', '1'), { maxKeys: 2, noNullPrototype: true })),
    sshd: maybe(record({ PermitRootLogin: fc.boolean() })),
    disk: record({
      size: fc.constantFrom('1 GiB', 5),
      partitions: keyed(record({ size: fc.constantFrom('1 GiB', 7) })),
    }),
  });
}

const layer = (words: Words, i = 0): Layer => ({
  doc: {
    file: `layer-${i}.yaml`,
    value: {},
    place: () => ({ file: `layer-${i}.yaml`, line: i + 1, column: 1, length: 1 }),
    written: () => undefined,
  },
  at: [],
  component: `layer ${i}`,
  asked: false,
  words,
});

function merged(stack: readonly Words[]): Merge {
  const merge = beginMerge({ arch: 'x86_64' }, new Diagnostics(), layer({}));
  for (const [i, words] of stack.entries()) mergeLayer(merge, layer(words, i));
  expect(merge.diagnostics.list).toEqual([]);
  return merge;
}
const image = (stack: readonly Words[]) => plain(merged(stack).root);
const paths = (stack: readonly Words[]) => [...leaves(merged(stack).root)].map(({ path }) => path.join(' '));

describe('merging', () => {
  const any = fc.array(layerWords(true), { maxLength: 4 });

  test('an empty layer changes nothing', () => {
    fc.assert(
      fc.property(any, fc.nat(4), (stack, at) => {
        expect(image(stack.toSpliced(at, 0, {} as Words))).toEqual(image(stack));
      }),
    );
  });

  test('a layer twice is a layer once', () => {
    fc.assert(
      fc.property(any, layerWords(true), (stack, words) => {
        expect(image([...stack, words, words])).toEqual(image([...stack, words]));
      }),
    );
  });

  test('layers that only add take nothing away', () => {
    fc.assert(
      fc.property(any, layerWords(false), (stack, words) => {
        const after = paths([...stack, words]);
        // an empty map is a leaf until something is in it
        const there = (path: string) => after.some((p) => p === path || p.startsWith(`${path} `));
        expect(paths(stack).filter((path) => !there(path))).toEqual([]);
      }),
    );
  });

  test('the last layer that says a scalar wins', () => {
    fc.assert(
      fc.property(any, name, (stack, hostname) => {
        expect(image([...stack, { hostname }])).toMatchObject({ hostname });
      }),
    );
  });

  test('every leaf knows the layer that said it', () => {
    fc.assert(
      fc.property(any, (stack) => {
        for (const { origin } of leaves(merged(stack).root))
          expect(placeOf(origin).file).toBe(`layer-${Number(origin.layer.component.slice(6))}.yaml`);
      }),
    );
  });
});

interface Sfdisk {
  label: string;
  partitions: { start: number; size: number; uuid?: string; type: string }[];
}

/** The partitions of a compiled blueprint with this disk, and all ids that it has. */
function disk(words: Words) {
  const data = { name: 'laws', distro: 'acme-2', platform: 'x86_64', environment: 'machine', disk: words };
  const { value, diagnostics } = compile({ data: data as never }, { solver: 'stub', definitions });
  expect(diagnostics).toEqual([]);
  const stages = value!.manifest.pipelines.find((p) => p.name === 'image')!.stages;
  const options = (type: string) => stages.find((s) => s.type === type)!.options as object;
  const table = options('org.osbuild.sfdisk') as Sfdisk;
  const { size } = options('org.osbuild.truncate') as { size: string };
  const ids = stages.flatMap(({ type, options: o }) => {
    const id = (o as { uuid?: string; volid?: string } | undefined)?.uuid ?? (o as { volid?: string })?.volid;
    return /mkfs|mkswap/.test(String(type)) ? [id] : [];
  });
  return { table, bytes: Number(size), ids, plan: value!.plan! };
}

const size = fc.integer({ min: 300, max: 5000 }).map((n) => `${n} MiB`);
/** None is smaller than file systems can be. */
const odd = fc.integer({ min: 300 * 1024 ** 2, max: 3_000_000_000 });
const filesystem = fc.constantFrom('ext4', 'xfs', undefined);
const partition = fc.tuple(fc.oneof(size, odd), filesystem).map(([bytes, fs]) => ({
  type: 'linux',
  size: bytes,
  ...(fs !== undefined && { filesystem: fs }),
}));
const volume = fc
  .tuple(fc.oneof(size, odd), filesystem)
  .map(([bytes, fs]) => ({ size: bytes, filesystem: fs ?? 'ext4' }));
const group = fc.dictionary(name, volume, { minKeys: 1, maxKeys: 3, noNullPrototype: true }).map((volumes) => ({
  type: 'lvm',
  lvm: { name: 'vg', volumes: mounted(volumes, '/srv') },
}));
const partitions = fc
  .tuple(fc.dictionary(name, partition, { maxKeys: 4, noNullPrototype: true }), some(group))
  .map(([plainOnes, lvm]): Words => ({ ...mounted(plainOnes, '/data'), ...(lvm && { group: lvm }) }));

const mounted = (things: Record<string, object>, below: string): Words =>
  Object.fromEntries(Object.entries(things).map(([key, thing]) => [key, { ...thing, mount: `${below}/${key}` }]));

const bytesOf = (text: unknown): number =>
  typeof text === 'number' ? text : Number.parseInt(String(text), 10) * 1024 ** 2;

describe('disks', () => {
  const few = { numRuns: 25 };

  test('partitions are aligned, apart, on the disk, and as large as was asked', () => {
    fc.assert(
      fc.property(partitions, fc.constantFrom(512, 4096), fc.oneof(size, odd), (asked, sector, whole) => {
        const { table, bytes } = disk({ partitions: asked, sector_size: sector, size: whole });
        let end = 0;
        for (const { start, size: sectors } of table.partitions) {
          expect((start * sector) % 1024 ** 2).toBe(0);
          expect(start * sector).toBeGreaterThanOrEqual(Math.max(end, 1024 ** 2));
          end = (start + sectors) * sector;
        }
        // the copy of the table stands behind the last one
        expect(end).toBeLessThanOrEqual(bytes - 33 * sector);
        expect(bytes).toBeGreaterThanOrEqual(bytesOf(whole));
        const sizes = table.partitions.map((p) => p.size * sector).sort((a, b) => a - b);
        const wanted = Object.values(asked)
          .map((p) => {
            const { size: own, lvm } = p as { size?: unknown; lvm?: { volumes: Record<string, { size: unknown }> } };
            return lvm ? Object.values(lvm.volumes).reduce((sum, v) => sum + bytesOf(v.size), 0) : bytesOf(own);
          })
          .sort((a, b) => a - b);
        for (const [i, want] of wanted.reverse().entries())
          expect(sizes[sizes.length - 1 - i]!).toBeGreaterThanOrEqual(want);
      }),
      few,
    );
  });

  test('a partition more renames nothing else', () => {
    fc.assert(
      fc.property(partitions, partition, (asked, more) => {
        const before = disk({ partitions: asked });
        const after = disk({ partitions: { ...asked, more: { ...more, mount: '/more' } } });
        const uuids = (d: typeof before) => d.table.partitions.map((p) => p.uuid);
        expect(uuids(after)).toEqual(expect.arrayContaining(uuids(before)));
        expect(after.ids).toEqual(expect.arrayContaining(before.ids));
        expect(new Set([...uuids(after), ...after.ids]).size).toBe(uuids(after).length + after.ids.length);
      }),
      few,
    );
  });

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(partitions, layerWords(false), (asked, { hostname, sysctl }) => {
        const data = { distro: 'acme-2', platform: 'x86_64', environment: 'machine', disk: { partitions: asked } };
        const whole = JSON.parse(JSON.stringify({ ...data, hostname, sysctl }));
        const [first, second] = [definitions, openWorld()].map((catalog) =>
          compile({ data: whole }, { solver: 'stub', definitions: catalog }),
        );
        expect(first!.diagnostics).toEqual(second!.diagnostics);
        if (first!.value) expect(manifestText(first!.value.manifest)).toBe(manifestText(second!.value!.manifest));
      }),
      few,
    );
  });
});

describe('templates', () => {
  const render = (template: unknown, value: unknown) =>
    compileTemplate(template)({ names: new Names({ image: { value: { x: value }, at: '' } }), session: newSession() });
  const data = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
  const hasForms = (value: unknown) => /[$]/.test(JSON.stringify(value));

  test('data without variables is itself', () => {
    fc.assert(
      fc.property(data, (value) => {
        fc.pre(!hasForms(value) && !/\[\[|__proto__/.test(JSON.stringify(value)));
        expect(render({ a: value }, 0)).toEqual({ a: value });
      }),
    );
  });

  test('a variable alone keeps its type, and is never read again', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.boolean(), fc.integer(), fc.string(), fc.constant('${image.x}'), fc.array(fc.string())),
        (value) => {
          expect(render('${image.x}', value)).toEqual(value);
          expect(render({ a: '${image.x?}' }, value)).toEqual({ a: value });
        },
      ),
    );
  });

  test('a variable in a text is its text', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (before, value) => {
        fc.pre(!before.includes('$'));
        expect(render(`${before}\${image.x}!`, value)).toBe(`${before}${value}!`);
      }),
    );
  });

  test('what is optional and absent leaves itself out, and only itself', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '${image.y?}', '${image.x}'), { minLength: 1 }), (items) => {
        expect(render(items, 'v')).toEqual(
          items.filter((i) => i !== '${image.y?}').map((i) => (i === 'a' ? 'a' : 'v')),
        );
      }),
    );
  });

  test('$${ writes ${', () => {
    expect(render('$${HOME}/${image.x}', 'a')).toBe('${HOME}/a');
  });

  test('$each makes one element for each entry, in order', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.nat(), { minKeys: 1 }), (map) => {
        expect(render({ $each: 'image.x', $do: '${key}=${item}' }, map)).toEqual(
          Object.entries(map).map(([key, value]) => `${key}=${value}`),
        );
        expect(render({ $each: 'image.x', $key: '${key}', $do: '${item}' }, map)).toEqual({ ...map });
      }),
    );
  });
});
