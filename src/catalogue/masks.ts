import type { CatalogueRows } from './rows.ts';
import type { Codes } from './column.ts';
import { type Share, sharesIn } from '../domain/cohort.ts';
import { type Filters, isCohort } from '../domain/filters.ts';
import {
  createdRange,
  EARLIEST,
  type DescendantsOf,
  withDescendants,
} from '../domain/predicates.ts';

const DAY_MS = 86_400_000;

/** A column of codes, and a mask of the codes: 1 if rows with the code match, else 0. */
export interface Mask {
  codes: Codes;
  mask: Uint8Array;
}

/**
 * Builds the masks of all filters except the search and the ids. A row matches if each mask is 1 for its code.
 * @param descendantsOf null if the tree of data types is not loaded; see `buildPredicates`
 */
export function masksFor(
  rows: CatalogueRows,
  filters: Filters,
  descendantsOf: DescendantsOf | null,
): Mask[] {
  const { values } = rows;
  const { extensions, members, projects, tags, types } = values;
  const masks: Mask[] = [];
  const add = (codes: Codes, mask: Uint8Array) => masks.push({ codes, mask });
  /** Adds the masks of a filter and of its exclusion. `maskOf` returns the mask of the rows that have a value. */
  const addBoth = <Value>(
    column: Codes,
    included: readonly Value[],
    excluded: readonly Value[],
    maskOf: (has: (value: Value) => boolean) => Uint8Array,
  ) => {
    const maskFor = (some: readonly Value[]) => {
      const set = new Set(some);
      return maskOf((value) => set.has(value));
    };
    if (included.length > 0) add(column, maskFor(included));
    if (excluded.length > 0) add(column, inverted(maskFor(excluded)));
  };

  addBoth(rows.projects, filters.source_project_id, filters.source_project_id__not, (has) =>
    projects.mask(has),
  );
  addBoth(rows.persons, filters.username, filters.username__not, (has) =>
    maskOfPersons(
      rows,
      members.mask((member) => member !== null && has(member)),
    ),
  );
  if (!filters.include_children || descendantsOf !== null) {
    const accepted = filters.include_children ? descendantsOf : null;
    addBoth(
      rows.typeLists,
      withDescendants(filters.datatype_id, accepted),
      withDescendants(filters.datatype_id__not, accepted),
      (has) => values.typesOfList.mask(types.mask(has)),
    );
  }
  addBoth(rows.extensions, filters.ext, filters.ext__not, (has) => extensions.mask(has));
  addBoth(rows.metadata, filters.tag, filters.tag__not, (has) => {
    const lists = values.tagsOfList.mask(tags.mask(has));
    return values.tagListOfMetadata.lookUp(lists);
  });
  if (isCohort(filters)) {
    add(rows.persons, maskOfPersons(rows, cohortMembers(rows, sharesIn(filters, descendantsOf))));
  }
  const { from, before } = createdRange(filters);
  if (from > EARLIEST || before < Infinity) {
    // The range consists of whole days.
    const days = values.days.mask((day) => day * DAY_MS >= from && day * DAY_MS < before);
    add(rows.days, days);
  }
  return masks;
}

function maskOfPersons({ values }: CatalogueRows, members: Uint8Array): Uint8Array {
  return values.memberOfPerson.lookUp(members);
}

/** A mask of the members: 1 if the member's rows contain all of `shares`, else 0; see `cohortOf`. */
function cohortMembers(rows: CatalogueRows, shares: readonly Share[]): Uint8Array {
  const { members, memberOfPerson, projects, types, typesOfList } = rows.values;
  const cohort = members.mask((member) => member !== null);
  for (const share of shares) {
    const { codes, mask } =
      'project' in share
        ? { codes: rows.projects, mask: projects.mask((id) => id === share.project) }
        : {
            codes: rows.typeLists,
            mask: typesOfList.mask(types.mask((id) => share.datatypes.has(id))),
          };
    const sharers = new Uint8Array(cohort.length);
    for (let row = 0; row < rows.length; row++) {
      if (mask[codes.at(row)] !== 1) continue;
      sharers[memberOfPerson.at(rows.persons.at(row))] = 1;
    }
    for (let member = 0; member < cohort.length; member++) cohort[member] &&= sharers[member] ?? 0;
  }
  return cohort;
}

function inverted(mask: Uint8Array): Uint8Array {
  return mask.map((passes) => 1 - passes);
}
