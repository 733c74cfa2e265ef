import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';
import { python, start } from './run.ts';

const PYTHON_READER = `
import csv, json, sys
csv.field_size_limit(1 << 30)
with open(sys.argv[1], newline='', encoding='utf-8') as file:
    json.dump(list(csv.reader(file, strict=True)), sys.stdout)
`;

/** Parses a CSV file with Python's `csv` module. */
export async function readWithPython(csv: string | Buffer): Promise<string[][]> {
  const path = join(await makeFolder(), 'in.csv');
  await writeFile(path, csv);
  const ended = await start([python, '-I', '-c', PYTHON_READER, path], { cwd: tmpdir() });
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout);
}

/** Settings of LibreOffice's text import. */
export interface Import {
  /** Code points of the separators, joined by slashes: `44/59/9`. */
  separators: string;
  quotedFieldAsText: boolean;
  detectSpecialNumbers: boolean;
  removeSpaces: boolean;
}

/** Opens each file in LibreOffice with these settings. Returns the results as flat XML. */
export async function openInLibreOffice(
  files: Record<string, string | Buffer>,
  { separators, quotedFieldAsText, detectSpecialNumbers, removeSpaces }: Import,
): Promise<Record<string, string>> {
  const folder = await makeFolder();
  const output = join(folder, 'out');
  await mkdir(output);
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, `${name}.csv`), content);
  }
  // In this order: separators, text delimiter `"`, UTF-8, first line, column formats, language, quoted field as text,
  // detect special numbers, two settings for exports, remove spaces, sheets, evaluate formulas.
  const filter = `${separators},34,76,1,,0,${quotedFieldAsText},${detectSpecialNumbers},false,false,${removeSpaces},1,true`;
  const ended = await start(
    [
      'soffice',
      '--headless',
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      `--infilter=CSV:${filter}`,
      '--convert-to',
      'fods',
      '--outdir',
      output,
      ...Object.keys(files).map((name) => join(folder, `${name}.csv`)),
    ],
    { cwd: folder },
  );
  const opened: Record<string, string> = {};
  for (const name of Object.keys(files)) {
    const text = await readFile(join(output, `${name}.fods`), 'utf8').catch(() => null);
    if (text === null) throw new Error(`LibreOffice did not write ${name}: ${ended.stderr}`);
    opened[name] = text;
  }
  return opened;
}

/** The formulas and links in a sheet from LibreOffice. */
export function activeCells(sheet: string): string[] {
  return [...sheet.matchAll(/table:formula="[^"]*"|<text:a [^>]*>/g)].map(([found]) => found);
}

/** The number of rows of a sheet from LibreOffice. */
export function rowsIn(sheet: string): number {
  return sheet.match(/<table:table-row[ >]/g)?.length ?? 0;
}

const R_READER = `
rows <- read.csv(commandArgs(TRUE)[1], header = FALSE, colClasses = "character", encoding = "UTF-8",
  na.strings = character(), comment.char = "", quote = "\\"")
cat(jsonlite::toJSON(unname(as.matrix(rows))))
`;

const rscript = 'Rscript';

/** Whether R and its JSON package are installed. */
export function hasR(): boolean {
  return spawnSync(rscript, ['-e', 'library(jsonlite)']).status === 0;
}

/** Parses a CSV file with R's `read.csv`. */
export async function readWithR(csv: string): Promise<string[][]> {
  const path = join(await makeFolder(), 'in.csv');
  await writeFile(path, csv);
  const ended = await start([rscript, '--vanilla', '-e', R_READER, path], {
    cwd: tmpdir(),
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (ended.code !== 0) throw new Error(ended.stderr);
  return JSON.parse(ended.stdout);
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'spreadsheet-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
