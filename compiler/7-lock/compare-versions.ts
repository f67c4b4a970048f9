// Versions of packages in rpm's order (https://rpm-software-management.github.io/rpm/manual/dependencies.html#versioning).

/** Below 0 where `a` is older than `b`, above 0 where it is newer, and 0 where rpm sees no difference. */
export function compareVersions(a: string, b: string): number {
  let [x, y] = [a, b];
  for (;;) {
    x = x.replace(/^[^a-zA-Z0-9~^]+/, '');
    y = y.replace(/^[^a-zA-Z0-9~^]+/, '');
    if (x[0] === '~' || y[0] === '~') {
      if (x[0] !== '~') return 1;
      if (y[0] !== '~') return -1;
      [x, y] = [x.slice(1), y.slice(1)];
      continue;
    }
    if (x[0] === '^' || y[0] === '^') {
      if (x === '') return -1;
      if (y === '') return 1;
      if (x[0] !== '^') return 1;
      if (y[0] !== '^') return -1;
      [x, y] = [x.slice(1), y.slice(1)];
      continue;
    }
    if (x === '' || y === '') return Math.sign(x.length - y.length);
    const digits = /^\d/.test(x);
    const run = digits ? /^\d+/ : /^[a-zA-Z]+/;
    const left = run.exec(x)![0];
    const right = run.exec(y)?.[0];
    if (right === undefined) return digits ? 1 : -1; // numbers are newer than letters
    const order = digits ? compareNumbers(left, right) : left < right ? -1 : left > right ? 1 : 0;
    if (order !== 0) return order;
    [x, y] = [x.slice(left.length), y.slice(right.length)];
  }
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  if (x.length !== y.length) return x.length < y.length ? -1 : 1;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The order of two versions of one package: epoch, version, release. */
export function compareEvr(
  a: { epoch?: number; version: string; release: string },
  b: { epoch?: number; version: string; release: string },
): number {
  return (
    Math.sign((a.epoch ?? 0) - (b.epoch ?? 0)) ||
    compareVersions(a.version, b.version) ||
    compareVersions(a.release, b.release)
  );
}
