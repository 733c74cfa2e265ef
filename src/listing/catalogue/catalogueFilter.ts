import { masksFor } from './catalogueMasks.ts';
import type { CatalogueRows } from './catalogueRows.ts';
import { countUp } from './column.ts';
import { containing, sketchPairs } from './columnSearch.ts';
import { isAscii } from './columnText.ts';
import type { Filters } from '../filters.ts';
import type { Family } from '../matches.ts';
import { searchWords } from '../text.ts';

/**
 * The rows that match, ascending. Every filter but the search and the ids is answered once for each value
 * that rows share; of a row only its code is looked up. What `checksFor` says, holds here.
 * @param family as for `checksFor`
 */
export function findRows(
  rows: CatalogueRows,
  filters: Filters,
  family: Family | null,
): Uint32Array {
  let found = countUp(rows.length);
  for (const { codes, mask } of masksFor(rows, filters, family)) {
    found = keepMarked(found, codes, mask);
  }
  if (filters.id.length > 0) found = keepIds(found, rows, new Set(filters.id), true);
  if (filters.id__not.length > 0) found = keepIds(found, rows, new Set(filters.id__not), false);
  for (const word of searchWords(filters.search)) {
    if (found.length > 0) found = keepNaming(found, rows, word);
  }
  return found;
}

function keepMarked(
  found: Uint32Array<ArrayBuffer>,
  codes: Uint32Array,
  mask: Uint8Array,
): Uint32Array<ArrayBuffer> {
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    const row = found[i] ?? 0;
    // Written always and counted where it passes: no branch to guess wrong.
    found[count] = row;
    count += mask[codes[row] ?? 0] ?? 0;
  }
  return found.subarray(0, count);
}

/** Keeps the rows whose id is among `ids`, or, where not `wanted`, is not. */
function keepIds(
  found: Uint32Array<ArrayBuffer>,
  rows: CatalogueRows,
  ids: ReadonlySet<number>,
  wanted: boolean,
): Uint32Array<ArrayBuffer> {
  return found.filter((row) => ids.has(rows.ids.at(row)) === wanted);
}

/** Keeps the rows whose name or topic contains the folded `word`. */
function keepNaming(
  found: Uint32Array<ArrayBuffer>,
  rows: CatalogueRows,
  word: string,
): Uint32Array<ArrayBuffer> {
  const { values, names, foldedNames } = rows;
  const inTopic = containing(values.topics.texts, word, false);
  const topics = values.topics.texts.mask((topic) => inTopic(topic));
  const topical = values.topicOfMetadata.mask((topic) => topics[topic] ?? 0);
  const inFolded = containing(foldedNames, word, false);
  // A name without a folded form is ASCII, or nothing is left of it when it is folded; then the
  // name as it is must not be searched for anything else.
  const isPlain = isAscii(word);
  const inName = containing(names, word, true);
  const sketch = sketchPairs(word);
  const sketches = rows.sketches.values;
  const metadata = rows.metadata.values;
  const isNamed = (row: number) =>
    foldedNames.isEmpty(row) ? isPlain && inName(row) : inFolded(row);
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    const row = found[i] ?? 0;
    if (
      topical[metadata[row] ?? 0] === 1 ||
      (((sketches[row] ?? 0) & sketch) === sketch && isNamed(row))
    ) {
      found[count++] = row;
    }
  }
  return found.subarray(0, count);
}
