import type { DataFile } from '../../../src/api/schemas.ts';
import { dataFile } from '../../../src/sample/dataFiles.ts';
import { makeWorld } from '../../../src/sample/world.ts';

/** The number of rows that the app requests at once. */
const BATCH = 500;
/** A fixed time for all links, so that every run has the same rows. */
const NOW = Date.UTC(2026, 0, 1);

/** The rows of the sample after the app's validation, 500 at a time. */
export function* sampleFiles(rows: number): Generator<DataFile[]> {
  const world = makeWorld(rows);
  const listing = { world, origin: 'https://www.openhumans.org', now: NOW / 1000, hostile: false };
  for (let start = 0; start < rows; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, rows - start) }, (_, index) => {
      const row = dataFile(listing, start + index);
      return {
        ...row,
        datatypes: row.datatypes.map(idAtEnd),
        source_project: idAtEnd(row.source_project),
        listed_at: NOW,
      };
    });
    // Through JSON as over the network, so that no string shares memory with another one.
    yield JSON.parse(JSON.stringify(batch));
  }
}

/** Eight hexadecimal digits from a name near the middle of the list, which hardly any other file contains. */
export function rareWord(rows: number): string {
  const world = makeWorld(rows);
  const listing = { world, origin: '', now: 0, hostile: false };
  for (let row = rows >> 1; row < rows; row++) {
    const word = /[0-9a-f]{8}/.exec(dataFile(listing, row).basename)?.[0];
    if (word !== undefined) return word;
  }
  throw new Error('The sample has no name with eight hexadecimal digits.');
}

function idAtEnd(address: string): number {
  return Number(/(\d+)\/$/.exec(address)?.[1]);
}
