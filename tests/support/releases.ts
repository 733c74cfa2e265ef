import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { inject } from 'vitest';
import { atEndOfFile } from './atEndOfFile.ts';

/** Copies the build, with an edited page. The copy is deleted after the last test of the file. */
export async function copyBuild(edit: (html: string) => string = (html) => html): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'data-explorer-'));
  atEndOfFile(() => rm(folder, { recursive: true }));
  await cp(inject('builtPage'), folder, { recursive: true });
  const page = join(folder, 'index.html');
  await writeFile(page, edit(await readFile(page, 'utf8')));
  return folder;
}

/** Sets the page's server with its one setting, as the README describes. */
export function pointedTo(origin: string): (html: string) => string {
  const setting = /(<meta name="api-origin" content=")[^"]*(")/;
  return (html) => {
    if (!setting.test(html)) throw new Error('The page has no setting for its server.');
    return html.replace(setting, `$1${origin}$2`);
  };
}

/** A later release: the same page with new names for all chunks. */
export async function copyAsNextRelease(): Promise<string> {
  const folder = await copyBuild();
  const assets = join(folder, 'assets');
  const names = await readdir(assets);
  const renamed = (text: string) =>
    names.reduce((sum, name) => sum.replaceAll(name, nextName(name)), text);
  for (const file of [join(folder, 'index.html'), ...names.map((name) => join(assets, name))]) {
    if (!['.html', '.js', '.css'].includes(extname(file))) continue;
    await writeFile(file, renamed(await readFile(file, 'utf8')));
  }
  for (const name of names) await rename(join(assets, name), join(assets, nextName(name)));
  return folder;
}

function nextName(name: string): string {
  return name.replace(/(\.\w+)$/, 'next$1');
}
