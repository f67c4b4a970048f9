// Colours for what goes to a terminal; for everything else they are not even loaded.

import { type Colours, NO_COLOURS } from '../index.ts';

let loaded: Colours | undefined;

/** Gets colours ready where an output is a terminal. */
export async function loadColours(): Promise<void> {
  if (!process.stdout.isTTY && !process.stderr.isTTY) return;
  const { Chalk } = await import('chalk');
  loaded = new Chalk({ level: 1 });
}

/** The colours of a stream: none unless it is a terminal, and none where the user asks for none. */
export const coloursFor = (stream: NodeJS.WriteStream): Colours =>
  loaded && stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb' ? loaded : NO_COLOURS;
