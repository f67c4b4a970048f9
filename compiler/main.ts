// The bundle: the library, and the command line where it is started as a program.

export * from './index.ts';
export { runCommandLine } from './cli.ts';
