import { makeBits, readBits } from './bits.ts';
import { masksFor } from './masks.ts';
import type { CatalogueRows } from './rows.ts';
import { rowsOf, setRows, weigh } from './rowIndex.ts';
import type { Filters } from '../domain/filters.ts';
import type { DescendantsOf } from '../domain/predicates.ts';
import { searchWords } from '../domain/text.ts';

/** If fewer than one row in this many is left, searches row by row instead of using the index of names. */
const FEW = 32;

type Rows = Uint32Array<ArrayBuffer>;

/**
 * The matching rows, ascending. The result may be a view of the catalogue's data: do not change it. Applies every filter
 * except ids once to each shared value, so that a row needs only lookups of its codes. Equivalent to `buildPredicates`.
 * @param descendantsOf see `buildPredicates`
 */
export function findRows(
  rows: CatalogueRows,
  filters: Filters,
  descendantsOf: DescendantsOf | null,
): Rows {
  const params = masksFor(rows, filters, descendantsOf)
    .map(({ codes, mask }) => {
      const index = rows.indexOf(codes, mask.length);
      return { codes: codes.values, mask, index, weight: weigh(index, mask) };
    })
    .toSorted((a, b) => a.weight - b.weight);
  // Starts with the filter that leaves the fewest rows for the others.
  const [fewest, ...others] = params;
  let found = fewest === undefined ? rows.all() : rowsOf(fewest.index, fewest.mask);
  for (const { codes, mask } of others) found = keepMarked(rows, found, codes, mask);
  if (filters.id.length > 0) found = keepIds(found, rows, new Set(filters.id), true);
  if (filters.id__not.length > 0) found = keepIds(found, rows, new Set(filters.id__not), false);
  // Starts with the longest word, which is usually the rarest: the others search only the rows that it leaves.
  for (const word of searchWords(filters.search).toSorted((a, b) => b.length - a.length)) {
    found = keepNaming(rows, found, word);
  }
  return found;
}

/** Keeps the rows whose id is in `ids`, or, unless `wanted`, the other rows. */
function keepIds(
  found: Rows,
  rows: CatalogueRows,
  ids: ReadonlySet<number>,
  wanted: boolean,
): Rows {
  return found.filter((row) => ids.has(rows.ids.at(row)) === wanted);
}

/** Keeps the rows whose name or topic contains the folded `word`. */
function keepNaming(rows: CatalogueRows, found: Rows, word: string): Rows {
  const { metadata, names, values } = rows;
  const inTopic = values.topicOfMetadata.lookUp(values.wordsOfTopics.find(word));
  if (found.length < rows.length / FEW) {
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
    // Writes every row and advances only for matching ones: avoids branch mispredictions.
    kept[count] = row;
    count += mask[codes[row] ?? 0] ?? 0;
  }
  return count;
}
