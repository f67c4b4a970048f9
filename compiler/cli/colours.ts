// Colours for what goes to a terminal; for everything else they are not even loaded.

import { fstatSync } from 'node:fs';
import { type Colours, NO_COLOURS } from '../index.ts';

let loaded: Colours | undefined;

/** Gets colours ready where an output may be a terminal. */
export async function loadColours(): Promise<void> {
  if (![1, 2].some(mayBeTerminal)) return;
  const { Chalk } = await import('chalk');
  loaded = new Chalk({ level: 1 });
}

function mayBeTerminal(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    return false;
  }
}

/** The colours of a stream: none unless it is a terminal, and none where the user asks for none. */
export const coloursFor = (stream: NodeJS.WriteStream): Colours =>
  loaded && stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb' ? loaded : NO_COLOURS;
