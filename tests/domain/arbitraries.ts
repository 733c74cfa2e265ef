import fc from 'fast-check';
import type { DataFile, DataType, Json, Project } from '../../src/api/schemas.ts';
import {
  type Filters,
  noFilters,
  type Ordering,
  orderingFields,
} from '../../src/domain/filters.ts';

/** The seed of all property tests, so that failures are reproducible. */
export const seed = 20_250_902;

/** A small set of varied words, so that files share words and searches find them. */
const words = [
  'data',
  'Data',
  'DATA',
  'spotify',
  'GPS',
  'Łódź',
  'données',
  'DONNEES',
  'résumé',
  're\u0301sume\u0301',
  'straße',
  'ΟΔΟΣ',
  'οδός',
  'ﬁle',
  'ﬀ',
  'ＦＵＬＬ',
  '健康',
  '데이터',
  'בדיקה',
  'اختبار',
  '\u202eabc',
  'İstanbul',
  'ı',
  '🧬',
  '👩‍🔬',
  '\ud83e',
  '\uddec',
  '\ufffd',
  '\u0301',
  '\u0301a',
  '__proto__',
  'constructor',
  'toString',
  'a',
  'A',
  'b',
  'aaa',
  'aab',
  'AAB',
  '0',
  '10',
  '9',
  'overland-batch-1756778264',
  'overland-batch-1756778265',
  '\u0000',
  '\t',
  '\u00a0',
];
// prettier-ignore
const extensions = ['.json', '.JSON', '.csv', '.vcf.gz', '.gz', '.', '', '.tar.gz.', '.constructor', '.js\u00f6n'];

const word = fc.constantFrom(...words);

const joint = fc.constantFrom('', ' ', '-', '_', '\n', '.');

/** Texts of any kind: mostly words that other texts share, sometimes arbitrary strings. */
export const text = fc.oneof(
  { weight: 6, arbitrary: word },
  { weight: 4, arbitrary: fc.tuple(word, joint, word).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
      .map((units) => String.fromCharCode(...units)),
  },
);

export const basename = fc.oneof(
  { weight: 1, arbitrary: text },
  {
    weight: 3,
    arbitrary: fc.tuple(text, fc.constantFrom(...extensions)).map((parts) => parts.join('')),
  },
);

/** A small range of ids, so that filters match files and trees connect data types. */
const dataTypeId = fc.integer({ min: 1, max: 8 });
const projectId = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(2 ** 53 - 1));
const username = fc.constantFrom(
  'member_01',
  'Member_01',
  'member 02',
  'été',
  'ete',
  '',
  '__proto__',
  'constructor',
);

const user: fc.Arbitrary<DataFile['user']> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ id: fc.integer({ min: 1, max: 3 }), name: text, username }) },
  { weight: 1, arbitrary: fc.constant({ id: null, name: null, username: null }) },
  {
    weight: 1,
    arbitrary: fc.record({
      id: fc.constant(7),
      name: fc.constant(null),
      username: fc.option(username),
    }),
  },
);

/** The result of parsing any JSON. */
const json: fc.Arbitrary<Json> = fc.json({ maxDepth: 2 }).map((source): Json => JSON.parse(source));

const tag = fc.oneof(word, fc.constant('two words'));

const metadata: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ tags: fc.array(tag, { maxLength: 4 }), description: text }) },
  { weight: 1, arbitrary: fc.record({ description: text, md5: fc.string() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      tags: fc.oneof(json, fc.array(fc.oneof(tag, json))),
      description: json,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      JSON.parse('{"__proto__": {"tags": ["a"]}, "tags": ["__proto__"], "constructor": 1}'),
    ),
  },
  { weight: 1, arbitrary: json },
);

const DAY = 86_400_000;
const noon = Date.UTC(2024, 1, 29);

/** Dates in all formats of the API, and in some others; many at the start or end of one of five days. */
const created: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(
        fc.integer({ min: -2, max: 2 }),
        fc.constantFrom(0, 1000, DAY / 2, DAY - 1000),
        fc.constantFrom(
          '',
          '.0',
          '.5',
          '.999',
          '.999999',
          '.000001',
          '.000000',
          '.123456',
          '.9999999',
        ),
        fc.constantFrom('Z', '+00:00', '-05:30', '+14:00'),
      )
      .map(([day, time, fraction, zone]) => {
        const written = new Date(noon + day * DAY + time).toISOString().slice(0, 19);
        return written + fraction + zone;
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .date({ noInvalidDate: true, min: new Date(-1e13), max: new Date(9e12) })
      .map((date) => date.toISOString()),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '2024-02-29',
      'Thu, 29 Feb 2024 10:00:00 GMT',
      '2024-02-30T00:00:00Z',
      '2024-02-28T24:00:00Z',
      '1969-12-31T23:59:59.999999Z',
      // Not dates.
      '2022-13-45T99:00:00Z',
      '+999999-01-01T00:00:00Z',
    ),
  },
);

const id = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 60 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1, 2 ** 53 - 2),
  },
  { weight: 1, arbitrary: fc.maxSafeNat() },
);

export const dataFile: fc.Arbitrary<DataFile> = fc
  .record({
    id,
    basename,
    created,
    datatypes: fc.array(dataTypeId, { maxLength: 3 }),
    download_url: fc.tuple(fc.boolean(), text),
    metadata,
    source_project: projectId,
    user,
    listed_at: fc.integer({ min: 0, max: 4 }).map((hours) => 1_763_000_000_000 + hours * 3_600_000),
  })
  .map(({ download_url: [isStandard, key], ...file }) => {
    const link = isStandard
      ? `https://host/data-management/datafile-download/${file.id}/?key=${key}`
      : key;
    return {
      id: file.id,
      basename: file.basename,
      created: file.created,
      datatypes: file.datatypes,
      download_url: link,
      metadata: file.metadata,
      source_project: file.source_project,
      user: file.user,
      listed_at: file.listed_at,
    };
  });

/** Rows of a list: ids may repeat, and some rows are redacted (null). */
export const rows = fc.array(fc.option(dataFile, { freq: 12 }), { maxLength: 60, size: 'medium' });

/** Files with distinct ids. */
export const files = fc.uniqueArray(dataFile, {
  selector: (file) => file.id,
  maxLength: 60,
  size: 'medium',
});

/** Data types with any parents: trees, unknown parents, cycles, equal names. */
export const dataTypes: fc.Arbitrary<DataType[]> = fc.uniqueArray(
  fc.record({
    id: dataTypeId,
    name: text,
    parent: fc.option(fc.integer({ min: 1, max: 9 })),
    description: fc.constant(''),
  }),
  { selector: (dataType) => dataType.id },
);

export const projects: fc.Arbitrary<Project[]> = fc.uniqueArray(
  fc.record({
    id: projectId,
    name: text,
    organization: fc.constant(''),
    short_description: fc.constant(''),
    info_url: fc.constant(''),
  }),
  { selector: (project) => project.id },
);

const day = fc
  .integer({ min: -3, max: 3 })
  .map((days) => new Date(noon + days * DAY).toISOString().slice(0, 10));

/** The distinct values, sorted as filters sort their values. */
export function ascending<Value extends number | string>(values: readonly Value[]): Value[] {
  return [...new Set(values)].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The values of one filter: usually one, sometimes two or three. */
function valuesOf<Value extends number | string>(value: fc.Arbitrary<Value>) {
  return fc.oneof(
    { weight: 5, arbitrary: value.map((one) => [one]) },
    {
      weight: 2,
      arbitrary: fc
        .uniqueArray(value, { minLength: 2, maxLength: 3 })
        .map((some) => ascending(some)),
    },
  );
}

const fileExtension = fc.constantFrom('json', 'csv', 'vcf.gz', 'gz', '', 'constructor');

const commonFilters = [
  'datatype_id',
  'source_project_id',
  'username',
  'search',
  'tag',
  'ext',
  'created_start',
  'created_end',
] as const;

const rareFilters = [
  'datatype_id__not',
  'source_project_id__not',
  'username__not',
  'tag__not',
  'ext__not',
  'id',
  'id__not',
] as const;

const someIds = fc.oneof(
  { weight: 1, arbitrary: valuesOf(id) },
  { weight: 2, arbitrary: fc.uniqueArray(id, { minLength: 8, maxLength: 30 }).map(ascending) },
);

/**
 * Filters that match or reject each file independently of other files. At most four at once, so that they sometimes
 * find files.
 */
export const fileFilters: fc.Arbitrary<Filters> = fc
  .tuple(
    fc.record({
      datatype_id: valuesOf(dataTypeId),
      datatype_id__not: valuesOf(dataTypeId),
      include_children: fc.boolean(),
      source_project_id: valuesOf(projectId),
      source_project_id__not: valuesOf(projectId),
      username: valuesOf(username),
      username__not: valuesOf(username),
      search: fc.oneof(
        word,
        text,
        fc.array(word, { maxLength: 3 }).map((some) => some.join(' ')),
      ),
      tag: valuesOf(tag),
      tag__not: valuesOf(tag),
      ext: valuesOf(fileExtension),
      ext__not: valuesOf(fileExtension),
      created_start: day,
      created_end: day,
      id: someIds,
      id__not: someIds,
    }),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 8, arbitrary: fc.constantFrom(...commonFilters).map((name) => [name]) },
      { weight: 4, arbitrary: fc.constantFrom(...rareFilters).map((name) => [name]) },
      { weight: 4, arbitrary: fc.subarray([...commonFilters], { minLength: 1, maxLength: 3 }) },
      {
        weight: 4,
        arbitrary: fc.subarray([...commonFilters, ...rareFilters], {
          minLength: 2,
          maxLength: 4,
        }),
      },
    ),
  )
  .map(([params, chosen]) =>
    Object.assign(
      {},
      noFilters,
      { include_children: params.include_children },
      ...chosen.map((name) => ({ [name]: params[name] })),
    ),
  );

/** Conditions on members: the data types and projects that they share. At least one is set. */
const cohort = fc
  .record({
    shares_datatype_id: fc.uniqueArray(dataTypeId, { maxLength: 2 }).map(ascending),
    shares_source_project_id: fc.uniqueArray(projectId, { maxLength: 2 }).map(ascending),
  })
  .filter((some) => some.shares_datatype_id.length + some.shares_source_project_id.length > 0);

/** Filters with a cohort, alone or with other filters. */
export const cohortFilters: fc.Arbitrary<Filters> = fc
  .tuple(
    fc.oneof(
      {
        weight: 1,
        arbitrary: fc
          .boolean()
          .map((include_children) => Object.assign({}, noFilters, { include_children })),
      },
      { weight: 1, arbitrary: fileFilters },
    ),
    cohort,
  )
  .map(([params, shared]) => Object.assign({}, params, shared));

/** Any filters; some with a cohort. */
export const filters: fc.Arbitrary<Filters> = fc.oneof(
  { weight: 6, arbitrary: fileFilters },
  { weight: 1, arbitrary: cohortFilters },
);

export const ordering: fc.Arbitrary<Ordering> = fc
  .tuple(fc.constantFrom('' as const, '-' as const), fc.constantFrom(...orderingFields))
  .map(([sign, field]): Ordering => `${sign}${field}`);
