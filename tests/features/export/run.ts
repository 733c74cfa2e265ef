import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { onTestFinished } from 'vitest';
import { has } from '../../../scripts/programs.mjs';
import { bashScript, pythonScript, type ScriptQuery } from '../../../src/features/export/script.ts';
import { templates } from './templates.ts';

export { has };

const params = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
});
/** The interpreter itself, because version managers are slow to start. */
export const python = params.stdout?.trim() || 'python3';

/** A way to run a script: the program, and the JSON parser. */
export type QueryStrategy = 'python' | 'bash with jq' | 'bash with python3';

/** All ways, with whether this machine lacks them. Tests of missing ways are skipped. */
export function ways(): { way: QueryStrategy; missing: boolean }[] {
  const noCurl = !has('bash') || !has('curl');
  return [
    { way: 'python', missing: !has('python3') },
    { way: 'bash with jq', missing: noCurl || !has('jq') },
    { way: 'bash with python3', missing: noCurl || !has('python3') },
  ];
}

/** The ways that differ in more than their JSON parser. */
export function downloadWays(): { way: QueryStrategy; missing: boolean }[] {
  return ways().filter(({ way }) => way !== 'bash with python3');
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A folder for running a script, with other files that it must not change. */
export interface Place {
  /** The folder that contains the script and in which it runs. */
  home: string;
  dest: string;
  /** All files and folders outside `dest`, for comparisons. */
  outside: () => Promise<string[]>;
  /** Paths below `dest` with their content, without the script's internal files. */
  files: () => Promise<Map<string, Buffer>>;
}

export async function makePlace(): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), 'takeaway-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const home = join(root, 'a', 'b', 'home');
  await mkdir(home, { recursive: true });
  await writeFile(join(root, 'a', 'sentinel'), 'untouched');
  const dest = join(home, 'dest');
  const list = async (folder: string) =>
    (await readdir(folder, { recursive: true, withFileTypes: true })).map((entry) => ({
      entry,
      path: join(entry.parentPath, entry.name),
    }));
  return {
    home,
    dest,
    async outside() {
      const all = await list(root);
      return all
        .map(({ path }) => relative(root, path))
        .filter((path) => !path.startsWith(join('a', 'b', 'home', 'dest')))
        .toSorted();
    },
    async files() {
      const found = new Map<string, Buffer>();
      for (const { entry, path } of await list(dest)) {
        const name = relative(dest, path);
        if (entry.isFile() && /^\d+(?:-[^/]*)?\//.test(name)) found.set(name, await readFile(path));
      }
      return found;
    },
  };
}

/** Shortens the delays in the script. No test depends on their length. */
function shortenDelays(script: string): string {
  return script.replace(/^PAUSE = 0\.5/m, 'PAUSE = 0.005').replace(/^PAUSE=500/m, 'PAUSE=5');
}

export interface RunOptions {
  args?: string[];
  /** Called with a function that interrupts the running script, like Ctrl-C. */
  started?: ((interrupt: () => void) => void) | undefined;
  /** Time limit, ms, after which the program is killed; none by default. */
  timeout?: number;
  /** Additional environment variables. */
  env?: Record<string, string>;
  /** Shell scripts that replace programs for bash, by name. */
  tools?: Record<string, string>;
  /** Changes the script before it runs. */
  change?: (script: string) => string;
}

/** Runs the script for `query` with `place.dest` as its destination. */
export async function run(
  way: QueryStrategy,
  query: ScriptQuery,
  place: Place,
  {
    args = [],
    started,
    timeout,
    env = {},
    tools = {},
    change = (script) => script,
  }: RunOptions = {},
): Promise<Ended> {
  const isPython = way === 'python';
  const file = join(place.home, isPython ? 'open-humans-download.py' : 'open-humans-download.sh');
  await writeFile(
    file,
    change(shortenDelays(isPython ? pythonScript(query, templates) : bashScript(query, templates))),
  );
  const command = isPython ? [python, '-I', file] : ['bash', file];
  const path = isPython ? {} : { PATH: await pathFor(way, tools) };
  return start([...command, '--dest', place.dest, ...args], {
    cwd: place.home,
    env: { ...process.env, ...path, ...env },
    started,
    ...(timeout !== undefined && { timeout }),
  });
}

/** Runs a command to completion. */
export async function start(
  [command = '', ...args]: string[],
  options: {
    cwd: string;
    env?: NodeJS.ProcessEnv;
    started?: RunOptions['started'];
    timeout?: number;
  },
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeout,
    killSignal: 'SIGKILL',
  });
  // A program that does not end must not outlive a test that timed out.
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  options.started?.(() => child.kill('SIGINT'));
  return ended;
}

/** All programs that the bash script needs, except for the JSON parsers. */
const programs =
  'awk bash cat cp curl date find grep head mkdir mktemp mv rm sed sha256sum sleep tr wc'.split(
    ' ',
  );

/** A PATH with these programs and one JSON parser. */
async function pathFor(way: QueryStrategy, instead: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tools-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { stdout } = spawnSync('which', [...programs, 'jq'], { encoding: 'utf8' });
  const found = stdout
    .trim()
    .split('\n')
    .map((path) => [basename(path), path]);
  for (const [name = '', path = ''] of [...found, ['python3', python]]) {
    if (name === (way === 'bash with jq' ? 'python3' : 'jq')) continue;
    if (!(name in instead)) await symlink(path, join(folder, name));
  }
  for (const [name, script] of Object.entries(instead)) {
    await writeFile(join(folder, name), script, { mode: 0o755 });
  }
  return folder;
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Parses CSV (RFC 4180): commas, CRLF, doubled quotes. Returns rows keyed by column name. */
function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const found = cell.exec(text);
    if (found === null) throw new Error(`Invalid CSV at ${at}: ${text.slice(at, at + 40)}`);
    rows.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') rows.push([]);
  }
  const [names = [], ...lines] = rows.slice(0, -1);
  return lines.map((line) => {
    if (line.length !== names.length) throw new Error(`${line.length} cells: ${line.join()}`);
    return Object.fromEntries(names.map((name, index) => [name, line[index] ?? '']));
  });
}

export async function readReport(
  place: Place,
  name = 'report.csv',
): Promise<Record<string, string>[]> {
  return readCsv(await readFile(join(place.dest, name), 'utf8'));
}
