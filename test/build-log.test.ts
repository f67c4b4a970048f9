// `imagec explain --log`: from the stage that a build ended in to the lines that made it.
import { describe, expect, test } from 'vitest';
import { answersToLog, compile, Diagnostics, explain, openCatalog } from '../compiler/index.ts';
import { openPlace } from './commands.ts';

const definitions = openCatalog();
const input = {
  file: 'web.yaml',
  text: 'distro: centos-10\nplatform: x86_64\nenvironment: kvm\nfiles:\n  /etc/motd: { text: Hello }\nsysctl:\n  one: { vm.swappiness: 1 }\n  two: { vm.swappiness: 2 }\n',
};
const { manifest } = compile(input, { definitions, solver: 'stub' }).value!;
interface Stage {
  type: string;
  options?: object;
}

/** What osbuild prints of a build that ends in a stage. */
function logOf(pipeline: string, wanted: (stage: Stage) => boolean, said = 'Traceback\nBOOM\n'): string {
  const id = 'ab'.repeat(32);
  const stages = (manifest.pipelines.find((p) => p.name === pipeline)!.stages ?? []) as unknown as Stage[];
  const until = stages.findIndex(wanted);
  const body = stages
    .slice(0, until + 1)
    .map(({ type, options }) => `\x1b[1m${type}: ${id}\x1b[0m ${JSON.stringify(options ?? {}, null, 2)}\nsome words\n`);
  return `starting /tmp/manifest.jsonPipeline build: ${id}\nBuild\n  root: <host>\nPipeline ${pipeline}: ${id}\n${body.join('\n⏱  Duration: 1.00s\n')}${said}`;
}
const ask = (log: string) => {
  const said = new Diagnostics();
  return { answers: answersToLog(explain(input, { definitions }).value!, log, said), said: said.list };
};

describe('a log', () => {
  test('leads to the lines that made the stage, and shows what it said', () => {
    const { answers } = ask(logOf('os', ({ type }) => type === 'org.osbuild.chmod' || type === 'org.osbuild.copy'));
    expect(answers[0]!.title).toMatch(/^The log ends in the stage org\.osbuild\.\w+ of the pipeline "os"\.\n/);
    expect(answers[0]!.title).toContain('\n  | BOOM');
    expect(answers.length).toBe(2);
    expect(answers[1]!.lines.map(({ place }) => `${place.file}:${place.line}`)).toContain('web.yaml:5');
  });
  test('stages of one type are told apart by their options', () => {
    const { answers } = ask(logOf('os', ({ options }) => JSON.stringify(options ?? {}).includes('two.conf')));
    expect(answers.length).toBe(2);
    const places = answers[1]!.lines.map(({ place }) => `${place.file}:${place.line}`);
    expect(places).toContain('web.yaml:8');
    expect(places).not.toContain('web.yaml:7');
  });
  test('where nothing tells them apart, all of them are named', () => {
    const log = logOf('os', ({ options }) => JSON.stringify(options ?? {}).includes('two.conf'));
    expect(ask(log.replaceAll('swappiness', 'other')).answers.length).toBeGreaterThan(2);
  });
  test('of a build that went well says so', () => {
    const log = logOf('os', ({ type }) => type === 'org.osbuild.sysctld', 'good\n⏱  Duration: 1.0s\n');
    const [answer] = ask(`${log}manifest m.json finished successfully\nPipelines\n  os: 12\n`).answers;
    expect(answer!.title).toBe(
      'The build went well; the log ends in the stage org.osbuild.sysctld of the pipeline "os".\n  | some words\n  | good',
    );
  });
  test('of something else is reported', () => {
    expect(ask('Hello\n').said[0]).toMatchObject({ message: 'The log names no stage that was run.' });
    const other = ask(logOf('os', () => true).replaceAll('org.osbuild.', 'org.other.'));
    expect(other.said[0]).toMatchObject({ message: expect.stringContaining('makes no such stage') as string });
  });
});

test('the command', async () => {
  const place = openPlace();
  place.write('web.yaml', input.text);
  place.write(
    'build.log',
    logOf('os', ({ type }) => type === 'org.osbuild.sysctld'),
  );
  const { code, out } = await place.imagec(['explain', 'web.yaml', '--log', 'build.log']);
  expect(code).toBe(0);
  expect(out).toContain('The log ends in the stage org.osbuild.sysctld of the pipeline "os".');
  expect(out).toContain('web.yaml:7  blueprint');
  expect(await place.imagec(['explain', 'web.yaml', '--log', 'nothing.log'])).toMatchObject({ code: 3 });
  expect(await place.imagec(['explain', 'web.yaml', 'hostname', '--log', 'build.log'])).toMatchObject({ code: 2 });
  expect((await place.imagec(['validate', 'web.yaml'])).err).toContain('Did you mean "check"?');
  expect((await place.imagec(['explain', 'web.yaml', 'hostname'])).err).toContain('No layer of this image says');
  place.remove();
});
