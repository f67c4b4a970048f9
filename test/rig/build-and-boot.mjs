// Proves that images work: compiles blueprints, builds them with osbuild, boots them and looks around in the guest.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

const here = import.meta.dirname;
const tools = process.env.RIG_TOOLS ?? resolve(here, '../../../shared/rig');
const rig = process.env.RIG ?? join(tmpdir(), 'rig');
const { OSBUILD_DIR } = process.env;
const address = 'http://127.0.0.1:8999/repodata/repomd.xml';

const missing = !existsSync(tools)
  ? `the rig is not here (${tools})`
  : !OSBUILD_DIR || !existsSync(join(OSBUILD_DIR, 'osbuild'))
    ? 'OSBUILD_DIR does not name a source tree of osbuild'
    : process.getuid() !== 0 && 'only root can run osbuild';
if (missing) {
  console.log(`skipped: ${missing}`);
  process.exit(0);
}
process.env.RIG = rig;
process.env.RIG_TOOLS = tools;

const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const named = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const blueprints = named.length
  ? named.map((file) => resolve(file))
  : readdirSync(here)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(here, file));

/** Runs a program to its end; what it prints goes to the terminal, or is returned where it may fail. */
function run(program, args, { quiet = false, env = {} } = {}) {
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'];
  const { status, stdout, stderr } = spawnSync(program, args, {
    stdio,
    cwd: resolve(here, '../..'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${basename(program)} ended with ${status}\n${stdout ?? ''}${stderr ?? ''}`);
  return stdout;
}

async function answers() {
  return fetch(address).then(
    (response) => response.ok,
    () => false,
  );
}

/** The distribution, made once and kept; its key becomes a definition. Returns what ends its server. */
async function openRig() {
  mkdirSync(join(rig, 'definitions/keys'), { recursive: true });
  if (!flags.includes('--no-build')) rmSync(join(rig, 'changing.lock'), { recursive: true, force: true });
  const [tree, repo] = [join(rig, 'tree'), join(rig, 'repo')];
  if (!existsSync(join(repo, 'repodata/repomd.xml'))) {
    console.log('making the distribution of the rig');
    run(join(tools, 'setup-host.sh'), [], { quiet: true });
    if (!existsSync(join(tree, 'usr/share/rig'))) run(join(tools, 'make-tree.sh'), [tree], { quiet: true });
    run(join(here, 'like-fedora.sh'), [tree]);
    const options = ['--tree', tree, '--out', repo, '--work', join(rig, 'mkdistro'), '--sign'];
    run('/usr/bin/python3', [join(tools, 'mkdistro.py'), ...options], { quiet: true });
  }
  writeFileSync(join(rig, 'definitions/keys/rig.asc'), readFileSync(join(repo, 'RPM-GPG-KEY-rig')));
  if (await answers()) return () => {};
  const options = ['-m', 'http.server', '8999', '--bind', '127.0.0.1', '--directory', repo];
  const server = spawn('/usr/bin/python3', options, { stdio: 'ignore' });
  for (let i = 0; i < 100 && !(await answers()); i++) await sleep(100);
  return () => server.kill();
}

const { compile, formatDiagnostics, manifestText, probeTargets } = createRequire(import.meta.url)(
  '../../dist/imagec.cjs',
);

const inputOf = (file) => ({ file, text: readFileSync(file, 'utf8') });
const definitions = [join(here, 'definitions'), join(rig, 'definitions')];

/** Compiles with the solver, and again from the lock alone: both have to be the same bytes. */
function compileTwice(file) {
  const input = inputOf(file);
  const compileOnce = (options) => {
    const { value, diagnostics } = compile(input, { definitions, ...options });
    if (!value) throw new Error(formatDiagnostics(diagnostics));
    return value;
  };
  const solved = compileOnce({ depsolve: { command: `${process.execPath} ${join(here, 'solver.mjs')}` } });
  const solve = () => {
    throw new Error('the lock was not enough');
  };
  const lock = { file: 'the lock', text: solved.newLock };
  const locked = compileOnce({ lock, locked: true, solver: { stub: false, solve } });
  const text = manifestText(solved.manifest);
  if (manifestText(locked.manifest) !== text) throw new Error('the lock gives another manifest than the solver');
  return { text, lock: solved.newLock, last: solved.manifest.pipelines.at(-1).name };
}

const IS = `fails=0
is() { if [ "$2" = "$3" ]; then echo "  ok: $1"; else fails=1; echo "  WRONG: $1 is \\"$2\\", not \\"$3\\""; fi; }
`;

/** A file of the guest, in lines that its console takes. */
const sent = (text, name) =>
  `echo ${gzipSync(text)
    .toString('base64')
    .replace(/.{1000}/g, '$&\\\n')} | base64 -d | gunzip >${name}`;

/**
 * What the guest runs: `is WHAT FOUND EXPECTED` for each thing to see, and `root COMMAND` to see more.
 * @param probe the script that imagec makes of the blueprint
 */
function guestScript(checks, probe) {
  const text = `${IS}root() { echo rig | sudo -S -p '' "$@"; }
is "the state of the system" "$(systemctl is-system-running --wait)" running
is "failed units" "$(systemctl --failed --no-legend)" ""
root sh probe >probed 2>&1
grep -A3 '^not ok' probed | grep '^\\(not ok\\|#\\)'
is "what is not as the image says" "$(grep -c '^not ok' probed)" 0
echo "  $(grep -c '^ok' probed) things are as it says, of which $(grep -c SKIP probed) cannot be seen"
is "what can grow into a larger disk" "$(lsblk -nrpo START,NAME,TYPE /dev/vda | grep part$ | sort -n | tail -1 | cut -d' ' -f2)" \\
  "$(findmnt -no SOURCE / | sed 's/\\[.*//')"
${checks}
exit $fails
`;
  // files, so that no program reads the checks that follow it as its input
  return `${sent(probe, 'probe')}; ${sent(text, 'checks')}; bash checks </dev/null`;
}

/** What imagec itself has to ask of the guest. */
function probeOf(file) {
  const { value, diagnostics } = probeTargets(inputOf(file), { definitions });
  if (!value) throw new Error(formatDiagnostics(diagnostics));
  return value[0].script;
}

/** Whether a manifest needs the device-mapper, and the kernel here has none. */
const isMapped = (text) => /org\.osbuild\.(lvm2|luks2)/.test(text) && !existsSync('/sys/class/misc/device-mapper');

/** Has osbuild build it in a virtual machine, where the script beside the blueprint looks into it too. */
function buildInGuest(file, manifest, output, pipeline) {
  const script = join(output, 'look.sh');
  const beside = file.replace(/\.yaml$/, '.look.sh');
  writeFileSync(script, existsSync(beside) ? lookScript(beside) : '');
  run(join(here, 'build-in-guest.sh'), [manifest, output, pipeline, script]);
}

/** Compiles a blueprint and has osbuild build it, in a folder of its own. */
function build(file, output, say) {
  const manifest = join(output, 'manifest.json');
  const { text, lock, last } = compileTwice(file);
  writeFileSync(manifest, text);
  writeFileSync(join(output, 'lock.json'), lock);
  say('compiled, and again from the lock');
  run(process.execPath, [resolve(tools, '../tools/validate-manifest.mjs'), manifest]);
  if (isMapped(text)) buildInGuest(file, manifest, output, last);
  else run(join(tools, 'osbuild-run.sh'), [manifest, output, last], { env: { STORE: join(rig, 'store') } });
  say('built');
}

/** The file that was built. */
function builtFile(output) {
  const { pipelines } = JSON.parse(readFileSync(join(output, 'manifest.json'), 'utf8'));
  const { name, stages } = pipelines.at(-1);
  return join(output, name, stages.at(-1).options.filename);
}

/** The disk in it, as one that QEMU starts from. */
function diskOf(output, built) {
  return run(join(here, 'disk-of.sh'), [built, join(output, 'disk')], { quiet: true }).trim();
}

/** What a look has besides: `probed ROOT` asks a system that was unpacked there, by the probe that imagec makes of the blueprint. */
const PROBED = `probed() {
  local seen; cp "$probe" "$1/probe"; seen=$(chroot "$1" sh /probe 2>&1 </dev/null); rm "$1/probe"
  grep -A3 '^not ok' <<<"$seen" | grep '^\\(not ok\\|#\\)'
  is "what is not as the image says, of $(grep -c '^ok' <<<"$seen")" "$(grep -c '^not ok' <<<"$seen")" 0
  is "the plan of the probe" "$(grep -c '^\\(not \\)\\?ok' <<<"$seen")" "$(grep -o '^1\\.\\.[0-9]*' <<<"$seen" | cut -c4-)"
}
`;

const lookScript = (file) => `probe=$3\n${IS}${PROBED}${readFileSync(file, 'utf8')}\nexit $fails`;

/** Runs the checks of the file itself on this machine. */
function look(file, script, built, output) {
  const probe = join(output, 'probe');
  writeFileSync(probe, probeOf(file));
  run('bash', ['-c', lookScript(script), 'look', built, join(output, 'looked'), probe]);
}

/** What a disk starts with, by what its platform installs; nothing where it would wait for somebody who types a passphrase. */
function firmwares(output) {
  const text = readFileSync(join(output, 'manifest.json'), 'utf8');
  if (text.includes('rd.luks.uuid=')) return [];
  const { pipelines } = JSON.parse(text);
  const grub = pipelines.flatMap((p) => p.stages).find((s) => s.type === 'org.osbuild.grub2');
  return ['bios', 'uefi'].filter((f) => grub?.options[f === 'bios' ? 'legacy' : 'uefi'] !== undefined);
}

/** Boots what was built, and runs the checks that stand beside the blueprint. */
function boot(file, output, image, firmware) {
  const checks = file.replace(/\.yaml$/, '.check.sh');
  const script = guestScript(existsSync(checks) ? readFileSync(checks, 'utf8') : '', probeOf(file));
  const options = ['--login', 'admin:rig', '--run', script, '--log', join(output, `${firmware}.console`)];
  if (firmware === 'uefi') options.push('--uefi');
  run('/usr/bin/python3', [join(tools, 'boot.py'), image, '--timeout', '1500', ...options]);
}

/** Builds one blueprint, and boots it on the firmware that it is for or looks into it. Returns false where something was wrong. */
function prove(file) {
  const name = basename(file, '.yaml');
  const output = join(rig, 'out', name);
  mkdirSync(output, { recursive: true });
  const started = Date.now();
  const say = (what) => console.log(`${name}: ${what} (${Math.round((Date.now() - started) / 1000)} s)`);
  try {
    if (!flags.includes('--no-build')) build(file, output, say);
    const built = builtFile(output);
    const script = file.replace(/\.yaml$/, '.look.sh');
    if (existsSync(script) && !isMapped(readFileSync(join(output, 'manifest.json'), 'utf8')))
      look(file, script, built, output);
    const skipped = (firmware) => flags.includes('--no-boot') || flags.includes(`--no-${firmware}`);
    const wanted = firmwares(output).filter((firmware) => !skipped(firmware));
    const image = wanted.length ? diskOf(output, built) : undefined;
    for (const firmware of wanted) {
      say(`boot with ${firmware}`);
      boot(file, output, image, firmware);
    }
    for (const made of ['disk', 'looked']) rmSync(join(output, made), { recursive: true, force: true });
    say('passed');
    return true;
  } catch (error) {
    say(`FAILED: ${error.message}`);
    return false;
  }
}

const close = await openRig();
const failed = blueprints.filter((file) => !prove(file)).length;
close();
console.log(`${blueprints.length - failed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
