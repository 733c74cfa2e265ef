import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScriptQuery } from '../../../src/features/export/script.ts';
import { snippet, type SnippetLanguage } from '../../../src/features/export/snippets.ts';
import { type Ended, has, makePlace, python, start } from './run.ts';

/** A program that runs a snippet from a file. */
export interface Runner {
  language: SnippetLanguage;
  command: string[];
  file: string;
  /** The required programs, for the names of skipped tests. */
  needs: string;
  missing: boolean;
}

export const runners: Runner[] = [
  {
    language: 'curl',
    command: ['bash'],
    file: 'x.sh',
    needs: 'bash, curl, jq',
    missing: !has('bash') || !has('curl') || !has('jq'),
  },
  {
    language: 'Python',
    command: [python],
    file: 'x.py',
    needs: 'python3',
    missing: !has('python3'),
  },
  {
    language: 'R',
    command: ['Rscript', '--vanilla'],
    file: 'x.R',
    needs: 'Rscript, jsonlite, stringi, curl',
    missing: !has('curl') || !has('Rscript'),
  },
  {
    language: 'JavaScript',
    command: [process.execPath],
    file: 'x.mjs',
    needs: 'node',
    missing: false,
  },
];

interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /** Changes the snippet before it runs. */
  change?: (text: string) => string;
}

/** Writes the snippet for `query` to a file and runs it in a new folder. */
export async function runSnippet(
  { language, command, file }: Runner,
  query: ScriptQuery,
  { env = {}, change = (text) => text }: RunOptions = {},
): Promise<Ended & { home: string }> {
  const { home } = await makePlace();
  await writeFile(join(home, file), change(snippet(language, query)));
  const ended = await start([...command, join(home, file)], {
    cwd: home,
    env: { ...process.env, ...env },
  });
  return { ...ended, home };
}
