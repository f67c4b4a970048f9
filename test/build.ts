// Builds dist/ once before the tests, for those that run the command as users do.
import { execFileSync } from 'node:child_process';

export default function build(): void {
  execFileSync(process.execPath, ['.ci/build.mjs'], { stdio: 'inherit' });
}
