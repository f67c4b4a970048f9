// The bundle: the library, and the command line where it is started as a program.

export { runCommandLine } from './cli.ts';
export * from './index.ts';
