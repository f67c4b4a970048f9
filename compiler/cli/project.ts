// The blueprint that a command is about, with what stands beside it and the shared options, as the library takes them.

import { type Diagnostic, Diagnostics, type Input, type Project, readProject, type TargetOptions } from '../index.ts';
import { choicesOf, type SharedOptions } from './options.ts';
import { report } from './report.ts';

/** A blueprint that was read. */
export interface Opened {
  readonly project: Project;
  readonly input: Input;
  readonly options: TargetOptions;
}

/** Reads what a command line names; undefined if something was wrong, which is then reported. */
export function open(path: string, shared: SharedOptions): Opened | undefined {
  const found = read(path, shared);
  if ('project' in found) return found;
  report(found, shared.format);
  return undefined;
}

/** Reads what a command line names; what is wrong with it, if something is. */
export function read(path: string, shared: SharedOptions): Opened | readonly Diagnostic[] {
  const diagnostics = new Diagnostics({ within: shared.within });
  const project = readProject(path, shared.definitions ?? [], diagnostics);
  if (!project || diagnostics.failed) return diagnostics.list;
  return {
    project,
    input: project.input,
    options: {
      ...choicesOf(shared),
      targets: shared.target,
      set: shared.set,
      unsupported: shared.unsupported,
      within: shared.within,
      definitions: project.definitions,
      lock: project.lock,
    },
  };
}
