import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program of node_modules, or any other, in the project's folder.
 * @param {string} command
 * @param {string[]} words
 * @param {{env?: NodeJS.ProcessEnv, quiet?: boolean, signal?: AbortSignal}} [options] quiet: collects the
 * output instead of showing it; signal: ends the program before its time
 * @returns {Promise<{code: number, output: string}>}
 */
export function run(command, words, { env = process.env, quiet = false, signal } = {}) {
  return new Promise((settle) => {
    const stdio = quiet ? 'pipe' : 'inherit';
    const child = spawn(command, words, {
      cwd: root,
      env,
      stdio: ['ignore', stdio, stdio],
      ...(signal && { signal }),
    });
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    child.on('error', (error) => settle({ code: 1, output: `${output}${error.message}\n` }));
    child.on('close', (code) => settle({ code: code ?? 1, output }));
  });
}
