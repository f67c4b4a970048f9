// The image of the talk, compiled from our own data and held against the manifest on its slide.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile } from '../compiler/index.ts';

const SLIDE = '../shared/facts/slide-manifest.json';

interface Stage {
  type: string;
  options?: Record<string, unknown>;
}
interface Pipeline {
  name: string;
  build?: string;
  runner?: string;
  stages: Stage[];
}

/** What differs on purpose: a stage's option -> why. */
const ON_PURPOSE: Record<string, string> = {
  'os grub2.saved_entry': 'Its kernel is of that day; ours comes from the lock.',
  'image sfdisk.partitions': 'The slide leaves 33 sectors for the copy of the table, and we a whole MiB.',
  'image copy.paths': 'Names of mounts are free.',
};

/** Stages that only one of the two has, and why. */
const STAGES_ON_PURPOSE = [
  'kernel-cmdline: the slide elides it',
  'rpm: a second transaction holds what stages need in the tree',
  'fix-bls: the slide elides it',
  'sysconfig: which kernel is the default, since Fedora asks for it',
  'machine-id: systemd makes one at the first boot',
].map((line) => line.split(':')[0]!);

const short = (stage: Stage) => stage.type.replace('org.osbuild.', '');

/** Every option of a stage with the path that names it. */
function options(pipeline: Pipeline): Map<string, string> {
  const out = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [key, item] of Object.entries(value)) walk(item, `${path}.${key}`);
    else out.set(path, JSON.stringify(value));
  };
  for (const stage of pipeline.stages) walk(stage.options ?? {}, `${pipeline.name} ${short(stage)}`);
  return out;
}

test('the image of the slide', () => {
  if (!existsSync(SLIDE)) {
    console.log('not compared: the slide is not here');
    return;
  }
  const slide = JSON.parse(readFileSync(SLIDE, 'utf8')) as { pipelines: Pipeline[] };
  const file = 'test/fixtures/walk/slide.yaml';
  const { value, diagnostics } = compile({ file, text: readFileSync(file, 'utf8') }, { solver: 'stub' });
  // the slide does not show the key
  expect(diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', 'This key is cut off, or only an example; nobody can log in with it.'],
  ]);
  const ours = value!.manifest.pipelines as unknown as Pipeline[];
  expect(ours.map(({ name, build, runner }) => [name, build, runner])).toEqual(
    slide.pipelines.map(({ name, build, runner }) => [name, build, runner]),
  );
  const differences: string[] = [];
  const excused = new Set<string>();
  for (const [i, theirs] of slide.pipelines.entries()) {
    const elided = new Set(STAGES_ON_PURPOSE);
    const list = (p: Pipeline) =>
      [...new Set(p.stages.map(short))].filter((type) => !elided.has(type) || type === 'rpm');
    expect(list(ours[i]!), `the stages of ${theirs.name}`).toEqual(list(theirs));
    const mine = options(ours[i]!);
    for (const [path, wanted] of options(theirs)) {
      if (mine.get(path) === wanted) continue;
      if (Object.hasOwn(ON_PURPOSE, path)) excused.add(path);
      else differences.push(`${path}: ${wanted} there, ${mine.get(path)} here`);
    }
  }
  expect(differences).toEqual([]);
  // an excuse that nothing needs is a wrong one
  expect([...excused].sort()).toEqual(Object.keys(ON_PURPOSE).sort());
});
