#!/usr/bin/env node
// Starts the bundle, with the code that V8 compiled for it before: beside it or in the user's cache, and without where there is none.
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const vm = require('node:vm');

// modules of Node that few commands use, and that take longer to load than a compilation has time for
const SELDOM = new Set([
  'node:child_process',
  'node:http',
  'node:https',
  'node:module',
  'node:net',
  'node:stream/consumers',
  'node:tls',
]);

const bundle = join(__dirname, 'imagec.cjs');
const stat = fs.statSync(bundle);
// the bundle is pure ASCII, which is read faster as such
const source = `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(bundle, 'latin1')}\n})`;
const key = `${stat.size} ${stat.mtimeMs} ${process.version} ${process.arch}`.padEnd(80);

const home = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, '.cache'));
const cache = home && join(home, 'imagec', 'code');
// the build keeps its own beside the bundle: it is as good as the bundle, where this is the Node that built it
const kept = readKept(join(__dirname, 'code')) || (cache && readKept(cache, process.getuid?.()));
const script = new vm.Script(source, { filename: bundle, ...(kept && { cachedData: kept }) });

const loaded = { exports: {} };
script.runInThisContext()(loaded.exports, requireLater, loaded, bundle, __dirname);
if (require.main === module) {
  if (cache && (!kept || script.cachedDataRejected)) process.once('exit', () => keep(cache));
  loaded.exports.runCommandLine(process.argv).then(leave);
} else module.exports = { ...loaded.exports, keep };

/** Loads a module; one that is seldom used only when something of it is asked for. */
function requireLater(id) {
  return SELDOM.has(id) ? new Proxy({}, { get: (_, name) => require(id)[name] }) : require(id);
}

/** Ends the process, once all is written: what V8 still optimizes in the background nobody will run. */
function leave() {
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}

/** The code that was kept in a file for this very bundle; where a user is given, by that very user. */
function readKept(path, user) {
  try {
    const file = fs.openSync(path, 'r');
    try {
      if (user !== undefined && fs.fstatSync(file).uid !== user) return undefined;
      const bytes = fs.readFileSync(file);
      return bytes.subarray(0, key.length).toString('latin1') === key ? bytes.subarray(key.length) : undefined;
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Keeps the code. It is written beside and renamed, so that a process that starts meanwhile reads the old or the new one. */
function keep(path) {
  try {
    for (const folder of [dirname(dirname(path)), dirname(path)]) if (!fs.existsSync(folder)) fs.mkdirSync(folder);
    const beside = `${path}.${process.pid}`;
    fs.writeFileSync(beside, Buffer.concat([Buffer.from(key, 'latin1'), script.createCachedData()]), { mode: 0o644 });
    fs.renameSync(beside, path);
  } catch {
    // a cache that cannot be written is only slower
  }
}
