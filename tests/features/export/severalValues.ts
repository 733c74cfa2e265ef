import fc from 'fast-check';
import type { DataFile } from '../../../src/api/schemas.ts';
import { buildDescendantsOf } from '../../../src/domain/dataTypes.ts';
import {
  type Filters,
  sortedUnique,
  noFilters,
  type ValueFilter,
} from '../../../src/domain/filters.ts';
import { buildPredicates, matches } from '../../../src/domain/predicates.ts';
import { describeMetadata } from '../../../src/domain/metadata.ts';
import { extensionOf } from '../../../src/domain/text.ts';
import { dataTypes } from '../../../src/sample/dataTypes.ts';
import { filesFor } from './serve.ts';

/** Filters with several values and exclusions of every kind, and the first list that a script loads. */
export const severalValues: [Partial<Filters>, string][] = [
  [{ datatype_id: [4, 14, 999_999], source_project_id__not: [176, 85] }, '/datafiles/'],
  [{ datatype_id: [3, 5], datatype_id__not: [16, 20], include_children: true }, '/datafiles/'],
  [
    { source_project_id: [186], datatype_id__not: [20], include_children: true, tag__not: ['csv'] },
    '/project/186/datafiles/',
  ],
  [
    {
      username__not: ['brisk_plover2069', 'fabled_oak'],
      tag: ['genotyping', 'heart-rate', 'données'],
      tag__not: ['23andMe', 'CGM'],
      ext: ['json', 'csv', 'vcf.gz', 'zip'],
      ext__not: ['zip'],
    },
    '/datafiles/',
  ],
  [
    {
      username: ['member_01', 'member_03', 'merry_pond', 'olive_dune7303'],
      username__not: ['merry_pond'],
      created_start: '2017-01-01',
    },
    '/datafiles/',
  ],
];

/** The values of a file for each filter. */
const valuesOf: Record<ValueFilter, (file: DataFile) => (number | string)[]> = {
  datatype_id: (file) => file.datatypes,
  source_project_id: (file) => [file.source_project],
  username: ({ user: { username } }) => (username === null ? [] : [username]),
  tag: (file) => describeMetadata(file.metadata).tags,
  ext: (file) => [extensionOf(file.basename)],
  id: (file) => [file.id],
};

/**
 * Generates `count` different queries with several lists of values. Each matches some of the sample's files, but not
 * all. Deterministic.
 */
export async function generatedValues(count: number, rows: number): Promise<Partial<Filters>[]> {
  const files = await filesFor({}, { rows });
  const list = (name: ValueFilter, most: number) => {
    const values = sortedUnique(files.flatMap(valuesOf[name]));
    return fc.subarray([...values], { minLength: 1, maxLength: Math.min(most, values.length) });
  };
  const both = (name: ValueFilter) =>
    fc.oneof(
      fc.constant({}),
      list(name, 300).map((some) => ({ [name]: some })),
      list(name, 4).map((some) => ({ [`${name}__not`]: some })),
      fc
        .tuple(list(name, 300), list(name, 4))
        .map(([some, none]) => ({ [name]: some, [`${name}__not`]: none })),
    );
  const fileQuery = fc
    .tuple(
      fc.boolean(),
      both('datatype_id'),
      both('source_project_id'),
      both('username'),
      both('tag'),
      both('ext'),
      both('id'),
    )
    .map(([include_children, ...parts]): Partial<Filters> =>
      Object.assign({ include_children }, ...parts),
    );
  const telling = fc
    .sample(fileQuery, { seed: 20_251_121, numRuns: 400 })
    .filter((filters) => {
      const checks = buildPredicates({ ...noFilters, ...filters }, buildDescendantsOf(dataTypes));
      const found = files.filter((file) => matches(file, checks)).length;
      return found > 0 && found < files.length;
    })
    .slice(0, count);
  if (telling.length < count) throw new Error(`Only ${telling.length} questions tell anything.`);
  return telling;
}

/** More usernames than fit into one argument of a program. One of them is in the sample. */
export const manyUsernames: readonly string[] = sortedUnique([
  ...Array.from({ length: 9000 }, (_, index) => `not_a_member_name_${index}`),
  'member_02',
]);
