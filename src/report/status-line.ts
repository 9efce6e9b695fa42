import { clearLine, cursorTo } from 'node:readline';
import type { WriteStream } from 'node:tty';
import { isTerminal } from './terminal.js';

/** Outside a terminal, a line is written after this much silence, in milliseconds. */
const SILENCE_MS = 5000;

/** Shows progress: on a terminal on one line that changes, elsewhere as a line after some silence. */
export function statusLine(
  output: WriteStream,
  silenceMs = SILENCE_MS,
): { show: (text: string) => void; end: () => void } {
  const changes = isTerminal(output);
  let latest = '';
  let timer: NodeJS.Timeout | undefined;
  return {
    show(text) {
      latest = text;
      if (changes) {
        cursorTo(output, 0);
        output.write(text.slice(0, (output.columns || 80) - 1));
        clearLine(output, 1);
      } else timer ??= setInterval(() => output.write(`${latest}\n`), silenceMs).unref();
    },
    end() {
      clearInterval(timer);
      timer = undefined;
      if (!changes || latest === '') return;
      cursorTo(output, 0);
      clearLine(output, 0);
    },
  };
}
