import type { CatalogueRows } from './catalogueRows.ts';
import { countUp } from './column.ts';
import { containing, sketchPairs } from './columnSearch.ts';
import { isAscii } from './columnText.ts';
import type { Filters } from '../filters.ts';
import { createdRange, type Family } from '../matches.ts';
import { searchWords } from '../text.ts';

const DAY_MS = 86_400_000;

/**
 * The rows that match, ascending. Every filter but the search is answered once for each value
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
  for (const word of searchWords(filters.search)) {
    if (found.length > 0) found = keepNaming(found, rows, word);
  }
  return found;
}

/** A column of codes, and for each code 1 where its rows pass, else 0. */
interface Mask {
  codes: Uint32Array;
  mask: Uint8Array;
}

function masksFor(rows: CatalogueRows, filters: Filters, family: Family | null): Mask[] {
  const { values } = rows;
  const { datatype_id, source_project_id, username, tag, ext } = filters;
  const masks: Mask[] = [];
  const add = (column: { values: Uint32Array }, mask: Uint8Array) =>
    masks.push({ codes: column.values, mask });
  if (source_project_id !== null) {
    add(
      rows.projects,
      values.projects.mask((id) => id === source_project_id),
    );
  }
  if (username !== null) {
    const members = values.members.mask((member) => member === username);
    add(
      rows.persons,
      values.memberOfPerson.mask((member) => members[member] ?? 0),
    );
  }
  if (datatype_id !== null && (!filters.include_children || family !== null)) {
    const accepted =
      filters.include_children && family !== null ? family(datatype_id) : new Set([datatype_id]);
    const types = values.types.mask((id) => accepted.has(id));
    add(rows.typeLists, values.typesOfList.mask(types));
  }
  if (ext !== null)
    add(
      rows.extensions,
      values.extensions.mask((known) => known === ext),
    );
  if (tag !== null) {
    const lists = values.tagsOfList.mask(values.tags.mask((known) => known === tag));
    add(
      rows.metadata,
      values.tagListOfMetadata.mask((list) => lists[list] ?? 0),
    );
  }
  const { from, before } = createdRange(filters);
  if (from > -Infinity || before < Infinity) {
    // The range begins and ends with a day.
    const days = values.days.mask((day) => day * DAY_MS >= from && day * DAY_MS < before);
    add(rows.days, days);
  }
  return masks;
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
