import { createCatalogue } from '../../../src/catalogue/catalogue.ts';
import { type Filters, noFilters } from '../../../src/domain/filters.ts';
import type { SearchParams, Candidate } from './candidate.ts';

/** The app's catalogue, as in its worker. */
export function createProduct(): Candidate {
  const catalogue = createCatalogue();
  return {
    add: (files) => void catalogue.add(files),
    complete: () => {},
    page: (params, offset, limit) =>
      catalogue.query(
        { filters: filtersOf(params), ordering: params.ordering ?? null },
        offset,
        limit,
      ),
    counts: (params) => catalogue.facets(filtersOf(params)),
  };
}

function filtersOf({ project, dataType, ext, from, to, search }: SearchParams): Filters {
  return {
    ...noFilters,
    source_project_id: project === undefined ? [] : [project],
    datatype_id: dataType === undefined ? [] : [dataType],
    ext: ext === undefined ? [] : [ext],
    created_start: from ?? null,
    created_end: to ?? null,
    search: search ?? '',
  };
}
