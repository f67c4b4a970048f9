// The headers of definitions -> the page of what can be built.
import { page, readDefinitions, table } from './read.mjs';

const list = (value) => (value === undefined ? [] : [].concat(value));

/** A header key of a definition: its own, or that of its nearest parent. */
function inherited(all, name, key) {
  const one = all.get(name);
  if (one?.[key] !== undefined) return one[key];
  for (const parent of list(one?.extends).reverse()) {
    const found = inherited(all, parent, key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A condition in words. */
function words(condition) {
  if (condition === undefined) return '';
  if (Array.isArray(condition)) return condition.map(words).join(', or ');
  return Object.entries(condition)
    .map(([name, value]) => (name === 'not' ? `not (${words(value)})` : `${name} ${list(value).join(' or ')}`))
    .join(', ');
}

const choosable = (all) => [...all].filter(([, one]) => one.abstract !== true);

function environments() {
  const all = readDefinitions('environments');
  return choosable(all).map(([name, one]) => {
    const rows = list(inherited(all, name, 'supports')).map((s) => [
      list(s.platform).join(', '),
      s.firmware,
      words(s.when),
      s.because,
    ]);
    return `### ${name}\n\n${one.summary ?? ''}.\n\n${table(['platform', 'firmware', 'where', 'because'], rows)}`;
  });
}

/** Which environments exist on which platforms, at a glance. */
function overview() {
  const all = readDefinitions('environments');
  const platforms = choosable(readDefinitions('platforms'))
    .map(([name]) => name)
    .filter((name) => choosable(all).some(([e]) => supportsOf(all, e, name).length));
  return table(
    ['environment', ...platforms],
    choosable(all).map(([name]) => [
      `[${name}](#${name})`,
      ...platforms.map((platform) =>
        [...new Set(supportsOf(all, name, platform).map((s) => s.firmware ?? 'yes'))].join(', '),
      ),
    ]),
  );
}

const supportsOf = (all, environment, platform) =>
  list(inherited(all, environment, 'supports')).filter((s) => list(s.platform).includes(platform));

function workloads() {
  const all = readDefinitions('workloads');
  return table(
    ['workload', 'what it is for', 'where'],
    choosable(all).map(([name, one]) => [
      `\`${name}\``,
      one.summary,
      list(inherited(all, name, 'supports'))
        .map((s) => words(s.when))
        .join('; or ') || 'everywhere',
    ]),
  );
}

function distros() {
  const all = readDefinitions('distros');
  return table(
    ['distro', 'releases', 'what it is'],
    choosable(all).map(([name, one]) => [`\`${name}\``, `\`${inherited(all, name, 'versions') ?? ''}\``, one.summary]),
  );
}

export function supportPage() {
  return page('definitions/', [
    '# What can be built',
    'A distro is chosen with its release (`distro: fedora-43`, `distro: rhel-9.6`). The first line of an environment that fits the platform and the conditions decides the firmware; where none fits, the compiler says which there are. Conditions name facts; a version without a minor release is the newest of its major.',
    '## Distros',
    distros(),
    '## Environments and platforms',
    overview(),
    ...environments(),
    '## Workloads',
    workloads(),
  ]);
}
