import { makeBits, readBits } from './bits.ts';
import { masksFor } from './masks.ts';
import type { CatalogueRows } from './rows.ts';
import { rowsOf, setRows, weigh } from './rowIndex.ts';
import type { Filters } from '../domain/filters.ts';
import type { DescendantsOf } from '../domain/predicates.ts';
import { searchWords } from '../domain/text.ts';

/** If fewer than one row in 32 is left, a search tests the name of each instead of using the index of names. */
const MIN_ROWS_PER_MATCH = 32;

type Rows = Uint32Array<ArrayBuffer>;

/**
 * Finds the rows that match `filters`, like `buildPredicates`. Each filter except the ids is tested once per distinct
 * value; a row only costs a lookup of its codes.
 * @param descendantsOf null if the tree of data types is not loaded; see `buildPredicates`
 * @returns row numbers, ascending; may be a view of the catalogue's own data, so callers must not write to it
 */
export function findRows(
  rows: CatalogueRows,
  filters: Filters,
  descendantsOf: DescendantsOf | null,
): Rows {
  const masks = masksFor(rows, filters, descendantsOf)
    .map(({ codes, mask }) => {
      const index = rows.indexOf(codes, mask.length);
      return { codes: codes.values, mask, index, weight: weigh(index, mask) };
    })
    .toSorted((a, b) => a.weight - b.weight);
  // Apply the filter that leaves the fewest rows first, so that the others have fewer rows to test.
  const [fewest, ...others] = masks;
  let found = fewest === undefined ? rows.all() : rowsOf(fewest.index, fewest.mask);
  for (const { codes, mask } of others) found = keepMarked(rows, found, codes, mask);
  if (filters.id.length > 0) found = keepIds(found, rows, new Set(filters.id), true);
  if (filters.id__not.length > 0) found = keepIds(found, rows, new Set(filters.id__not), false);
  // Search for the longest word first: it is usually the rarest, so that the others have fewer rows to test.
  for (const word of searchWords(filters.search).toSorted((a, b) => b.length - a.length)) {
    found = keepContaining(rows, found, word);
  }
  return found;
}

/** Keeps the rows whose id is in `ids`; if not `isIncluded`, the rows whose id is not. */
function keepIds(
  found: Rows,
  rows: CatalogueRows,
  ids: ReadonlySet<number>,
  isIncluded: boolean,
): Rows {
  return found.filter((row) => ids.has(rows.ids.at(row)) === isIncluded);
}

/** Keeps the rows whose name or topic contains the folded `word`. */
function keepContaining(rows: CatalogueRows, found: Rows, word: string): Rows {
  const { metadata, names, values } = rows;
  const inTopic = values.topicOfMetadata.lookUp(values.wordsOfTopics.find(word));
  if (found.length < rows.length / MIN_ROWS_PER_MATCH) {
    const inName = values.wordsOfNames.testFor(word);
    return found.filter((row) => inTopic[metadata.at(row)] === 1 || inName(names.at(row)));
  }
  const bits = makeBits(rows.length);
  setRows(bits, rows.indexOf(metadata, inTopic.length), inTopic);
  const inName = values.wordsOfNames.find(word);
  setRows(bits, rows.indexOf(names, inName.length), inName);
  if (found.length === rows.length) return readBits(bits);
  return found.filter((row) => ((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1);
}

function keepMarked(rows: CatalogueRows, found: Rows, codes: Uint32Array, mask: Uint8Array): Rows {
  const kept = rows.scratch();
  return kept.slice(0, writeMarked(kept, found, codes, mask));
}

function writeMarked(kept: Rows, found: Rows, codes: Uint32Array, mask: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    const row = found[i] ?? 0;
    // Write every row, and advance only if it matches: this avoids a branch that the CPU would mispredict.
    kept[count] = row;
    count += mask[codes[row] ?? 0] ?? 0;
  }
  return count;
}
