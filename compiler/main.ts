// The bundle: the library, the command line where it is started as a program, and what it starts itself as a process.

export { runCommandLine } from './cli.ts';
export * from './index.ts';
export { answerForRegistries } from './network/answer.ts';
