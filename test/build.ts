// Before the tests: builds dist/ once, for those that run the command as users do.
import { execFileSync } from 'node:child_process';

export default function build(): void {
  // reading a bundle of certificates makes Node start at half its speed, and the tests talk to servers of their own
  delete process.env.NODE_EXTRA_CA_CERTS;
  execFileSync(process.execPath, ['.ci/build.mjs'], { stdio: 'inherit' });
}
