#!/usr/bin/env node
// Starts the bundle, with the code that V8 compiled for it the last time: kept in the user's cache, and done without where that fails.
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const vm = require('node:vm');

// modules of Node that few commands use, and that take longer to load than a compilation has time for
const SELDOM = new Set(['node:child_process', 'node:http', 'node:https', 'node:module', 'node:net', 'node:tls']);

const bundle = join(__dirname, 'imagec.cjs');
const stat = fs.statSync(bundle);
// the bundle is pure ASCII, which is read faster as such
const source = `(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(bundle, 'latin1')}\n})`;
const key = `${stat.size} ${stat.mtimeMs} ${process.version} ${process.arch}`.padEnd(80);

const home = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, '.cache'));
const cache = home && join(home, 'imagec', 'code');
const kept = cache && readKept();
const script = new vm.Script(source, { filename: bundle, ...(kept && { cachedData: kept }) });
if (cache && (!kept || script.cachedDataRejected)) process.once('exit', keep);

const loaded = { exports: {} };
script.runInThisContext()(loaded.exports, requireLater, loaded, bundle, __dirname);
loaded.exports.runCommandLine(process.argv);

/** Loads a module; one that is seldom used only when something of it is asked for. */
function requireLater(id) {
  return SELDOM.has(id) ? new Proxy({}, { get: (_, name) => require(id)[name] }) : require(id);
}

/** The code that was kept for this very bundle, by this very user. */
function readKept() {
  try {
    const file = fs.openSync(cache, 'r');
    try {
      if (process.getuid && fs.fstatSync(file).uid !== process.getuid()) return undefined;
      const bytes = fs.readFileSync(file);
      return bytes.subarray(0, key.length).toString('latin1') === key ? bytes.subarray(key.length) : undefined;
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that a process that starts meanwhile reads the old or the new one. */
function keep() {
  try {
    fs.mkdirSync(dirname(cache), { recursive: true });
    const beside = `${cache}.${process.pid}`;
    fs.writeFileSync(beside, Buffer.concat([Buffer.from(key, 'latin1'), script.createCachedData()]), { mode: 0o600 });
    fs.renameSync(beside, cache);
  } catch {
    // a cache that cannot be written is only slower
  }
}
