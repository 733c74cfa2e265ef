import type { CatalogueRows } from './catalogueRows.ts';
import { countUp } from './column.ts';
import { findTexts } from './columnSearch.ts';
import type { Filters } from './filters.ts';
import { createdRange, type Family } from './matches.ts';
import { searchWords } from './text.ts';

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
  const topics = findTexts(values.topics.texts, word, false);
  const topical = values.topicOfMetadata.mask((topic) => topics[topic] ?? 0);
  // A name that folding does more to than lower case contains no less plain text when folded,
  // thus a plain word found in it as it is, is in the folded name too.
  const plain = /^[\u0021-\u007e]+$/.test(word) ? findTexts(names, word, true) : null;
  const folded = findTexts(foldedNames, word, false);
  const metadata = rows.metadata.values;
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    const row = found[i] ?? 0;
    found[count] = row;
    const named = (plain?.[row] ?? 0) | (folded[row] ?? 0);
    count += named | (topical[metadata[row] ?? 0] ?? 0);
  }
  return found.subarray(0, count);
}
