// Manifests -> what osbuild's own schemas say against them, where they are beside the project.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that holds manifests against osbuild's schemas, and prints a line for each fault: `FILE: WHERE: WHAT`. */
const JUDGE = '../shared/tools/validate-manifest.mjs';
let told = false;

/** The faults of manifests, each with the name that the manifest was given. */
export function judge(manifests: readonly (readonly [string, object])[]): string[] {
  if (!existsSync(JUDGE)) {
    if (!told) console.log("not compared: osbuild's schemas are not here");
    told = true;
    return [];
  }
  const folder = mkdtempSync(join(tmpdir(), 'imagec-'));
  try {
    const files = manifests.map(([, manifest], i) => {
      const file = join(folder, `${i}.json`);
      writeFileSync(file, JSON.stringify(manifest));
      return file;
    });
    if (files.length > 0) execFileSync(process.execPath, [JUDGE, ...files], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    return [];
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    if (stdout === '') throw error;
    const named = (line: string) => line.replace(/^.*\/(\d+)\.json/, (_, i: string) => manifests[Number(i)]![0]);
    return stdout.trim().split('\n').slice(0, -1).map(named);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
