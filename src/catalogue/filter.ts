import { makeBits, readBits } from './bits.ts';
import { masksFor } from './masks.ts';
import type { CatalogueRows } from './rows.ts';
import { rowsOf, setRows, weigh } from './rowIndex.ts';
import type { Filters } from '../domain/filters.ts';
import type { DescendantsOf } from '../domain/predicates.ts';
import { searchWords } from '../domain/text.ts';

/** One row in so many is looked at by itself rather than found among all names. */
const FEW = 32;

type Rows = Uint32Array<ArrayBuffer>;

/**
 * The rows that match, ascending; perhaps a view of what the catalogue keeps, not to be written
 * to. Every filter but the ids is answered once for each value that rows share; of a row only
 * its codes are looked up. What `checksFor` says, holds here.
 * @param family as for `checksFor`
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
  // To begin with the filter that leaves the fewest rows spares the others most of them.
  const [fewest, ...others] = params;
  let found = fewest === undefined ? rows.all() : rowsOf(fewest.index, fewest.mask);
  for (const { codes, mask } of others) found = keepMarked(rows, found, codes, mask);
  if (filters.id.length > 0) found = keepIds(found, rows, new Set(filters.id), true);
  if (filters.id__not.length > 0) found = keepIds(found, rows, new Set(filters.id__not), false);
  // The longest is mostly the rarest, and what it leaves out the others need not be searched for.
  for (const word of searchWords(filters.search).toSorted((a, b) => b.length - a.length)) {
    found = keepNaming(rows, found, word);
  }
  return found;
}

/** Keeps the rows whose id is among `ids`, or, where not `wanted`, is not. */
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
    // Written always and counted where it passes: no branch to guess wrong.
    kept[count] = row;
    count += mask[codes[row] ?? 0] ?? 0;
  }
  return count;
}
