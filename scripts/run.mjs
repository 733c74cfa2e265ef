import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program of node_modules, or any other, in the project's folder.
 * @param {string} command
 * @param {string[]} args
 * @param {{env?: NodeJS.ProcessEnv, quiet?: boolean, signal?: AbortSignal}} [options] quiet: collects the
 * output instead of showing it; signal: ends the program early
 * @returns {Promise<{code: number, output: string}>} settles when the program has ended
 */
export function run(command, args, { env = process.env, quiet = false, signal } = {}) {
  return new Promise((settle) => {
    const stdio = quiet ? 'pipe' : 'inherit';
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', stdio, stdio],
    });
    // Not `spawn`'s own option, because it leaks its listener if the program cannot start.
    const end = () => child.kill();
    signal?.addEventListener('abort', end);
    if (signal?.aborted) end();
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    child.on('error', (error) => (output += `${error.message}\n`));
    // Only at this point has the program released its locks, also after an abort.
    child.on('close', (code) => {
      signal?.removeEventListener('abort', end);
      settle({ code: code === null || code < 0 ? 1 : code, output });
    });
  });
}
