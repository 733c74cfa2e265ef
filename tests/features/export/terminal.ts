import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import * as v from 'valibot';
import { python } from './run.ts';

const shown = v.object({ output: v.string(), reached: v.number() });

export const shells = [
  { shell: 'zsh', command: ['zsh', '-f', '-i'] },
  { shell: 'bash', command: ['bash', '--norc', '-i'] },
] as const;

/** How text is entered into a shell: key by key, or as one bracketed paste. */
export const manners = ['typed', 'pasted'] as const;

interface Entered {
  /** The lines that the terminal showed. */
  lines: string[];
  /** The exit status that the shell reported after `text`; null if the shell did not respond. */
  status: number | null;
}

/** Enters `text` into an interactive shell on a pseudo-terminal, like a user. */
export async function enter(
  command: readonly string[],
  manner: (typeof manners)[number],
  text: string,
  { folder, locale }: { folder: string; locale: string },
): Promise<Entered> {
  const entered =
    manner === 'typed' ? text.replaceAll('\n', '\r') : `\u001b[200~${text}\u001b[201~\r`;
  const job = {
    command,
    folder,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      TERM: 'xterm',
      LC_ALL: locale,
      INPUTRC: '/dev/null',
      HISTFILE: '/dev/null',
    },
    steps: [
      // The patterns do not match the command itself, which the terminal echoes.
      { text: 'printf "%s-%s\\n" shell ready\r', until: 'shell-ready' },
      { text: `${entered}printf "%s-%s-%s\\n" after $? snippet\r`, until: 'after-\\d+-snippet' },
    ],
  };
  const driver = spawn(python, ['-I', join(import.meta.dirname, 'terminal.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  driver.stdin.end(JSON.stringify(job));
  const [output] = await Promise.all([readText(driver.stdout), once(driver, 'close')]);
  const { output: all } = v.parse(shown, JSON.parse(output));
  const status = /after-(\d+)-snippet/.exec(all)?.[1];
  // oxlint-disable-next-line no-control-regex -- the sequences of a terminal begin with this character
  const plain = all.replaceAll(/\u001b(?:\[[0-9;?]*[A-Za-z]|[=>])/g, '');
  return {
    lines: plain.split(/[\r\n]+/),
    status: status === undefined ? null : Number(status),
  };
}
