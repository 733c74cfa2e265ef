import type { DataFile } from '../../../../src/api/schemas.ts';
import { dataTypes } from '../../../../src/sample/dataTypes.ts';
import { projects } from '../../../../src/sample/projects.ts';
import { sampleFiles } from '../../catalogue/sampleFiles.ts';

/** Number of different files; a longer list repeats them with other ids. */
const DIFFERENT = 15_803;

const base: DataFile[] = [];

/** Loads the files that rows consist of. Call it before the other functions. */
export function prepareRows(): void {
  for (const files of sampleFiles(DIFFERENT)) base.push(...files);
}

/** Creates the row at `index`, like a row that an on-demand list receives. Its id is the index plus one. */
export function rowAt(index: number): DataFile {
  const file = base[index % DIFFERENT];
  if (file === undefined) throw new RangeError(`There is no row at ${index}.`);
  return { ...file, id: index + 1, listed_at: Date.now() };
}

export function makeRows(count: number): DataFile[] {
  return Array.from({ length: count }, (_, index) => rowAt(index));
}

const typeNames = new Map(dataTypes.map(({ id, name }) => [id, name]));
const projectNames = new Map(projects.map(({ id, name }) => [id, name]));

export const names = {
  dataType: (id: number) => typeNames.get(id) ?? null,
  project: (id: number) => projectNames.get(id) ?? null,
};
