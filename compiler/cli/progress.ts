// How far downloads are -> one line that is written over on a terminal, and plain lines elsewhere.

import { bytes } from './units.ts';

/** What is told while files arrive. */
export interface Progress {
  add(count: number): void;
  done(name: string, cached: boolean): void;
  end(): void;
}

const EVERY_MS = 200;

/** Progress of `total` files of `size` bytes in all; the size is 0 where it is not known. */
export function progressOn(stream: NodeJS.WriteStream, total: number, size: number): Progress {
  const started = Date.now();
  let [files, sum, last] = [0, 0, 0];
  const state = () => {
    const rate = sum / Math.max(0.001, (Date.now() - started) / 1000);
    return `${files} of ${total} files, ${bytes(sum)}${size > 0 ? ` of ${bytes(size)}` : ''}, ${bytes(rate)}/s`;
  };
  const draw = (force: boolean) => {
    if (!stream.isTTY || (!force && Date.now() - last < EVERY_MS)) return;
    last = Date.now();
    stream.write(`\r\u001b[K${state()}`);
  };
  return {
    add(count) {
      sum += count;
      draw(false);
    },
    done(name, cached) {
      files++;
      if (stream.isTTY) draw(false);
      else if (!cached) stream.write(`${files}/${total} ${name}\n`);
    },
    end() {
      if (stream.isTTY) stream.write(`\r\u001b[K${state()}\n`);
      else stream.write(`${state()}\n`);
    },
  };
}
