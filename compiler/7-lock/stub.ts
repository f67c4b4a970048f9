// A solver that needs no network: every name is a package. For tests, and for looking at a manifest.

import { hash } from 'node:crypto';
import type { Package, Solver } from './solver.ts';

/** Every requested name answers as one package of version 0-0.stub, once in each pipeline. */
export const stubSolver: Solver = {
  stub: true,
  solve: (requests) =>
    requests.map((request) => {
      const seen = new Set<string>();
      const repository = request.repositories[0]?.id ?? 'stub';
      const transactions = request.transactions.map(({ install }) =>
        install.flatMap((name): Package[] => {
          if (seen.has(name)) return [];
          seen.add(name);
          const checksum = checksumOf(name);
          const file = encodeURIComponent(`${name}-0-0.stub.${request.arch}.rpm`);
          return [
            {
              name,
              version: '0',
              release: '0.stub',
              arch: request.arch,
              repository,
              url: `https://stub.example/${file}`,
              checksum,
            },
          ];
        }),
      );
      return { transactions, repositories: {} };
    }),
};

const checksums = new Map<string, string>();

/** A checksum for a name. Names are few, and the same in every compilation. */
function checksumOf(name: string): string {
  let checksum = checksums.get(name);
  if (checksum === undefined) {
    checksum = `sha256:${hash('sha256', name, 'hex')}`;
    checksums.set(name, checksum);
  }
  return checksum;
}
