import type { EventEmitter } from 'node:events';
import { format } from 'node:util';

declare global {
  /** Set by Vitest's jsdom environment. */
  var jsdom: { virtualConsole: EventEmitter };
}

const output: string[] = [];

/**
 * From now on, records every call of a console method instead of printing it, and every error that jsdom reports:
 * uncaught exceptions, and calls of features that jsdom does not implement. The guard stays in place between tests, so
 * that it also records the output of a test that has ended.
 */
export function guardConsole(): void {
  for (const [method, value] of Object.entries(console)) {
    if (typeof value !== 'function') continue;
    Object.assign(console, {
      [method]: (...args: unknown[]) => {
        output.push(`console.${method}: ${format(...args)}`);
      },
    });
  }
  // jsdom got its console before the tests got theirs.
  globalThis.jsdom.virtualConsole.removeAllListeners('jsdomError');
  globalThis.jsdom.virtualConsole.on('jsdomError', (error: Error) => {
    output.push(`jsdom: ${error.message}`);
  });
}

/** Returns what was recorded since the last call, one text for each call of a console method. */
export function takeConsoleOutput(): string[] {
  return output.splice(0);
}

/** @throws Error with the text of everything that was recorded since the last call of `takeConsoleOutput` */
export function failOnConsoleOutput(): void {
  const recorded = takeConsoleOutput();
  if (recorded.length > 0) throw new Error(recorded.join('\n'));
}
