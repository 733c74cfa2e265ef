import * as v from 'valibot';

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * The id at the end of an address such as `https://www.openhumans.org/api/public/datatype/14/`.
 * Only the path is read: the host in a row is not always the host that was asked.
 */
function idInPath(kind: 'datatype' | 'project') {
  const pattern = new RegExp(`/api/public/${kind}/(\\d{1,15})/?$`);
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const digits = pattern.exec(dataset.value)?.[1];
      if (digits !== undefined) return Number(digits);
      addIssue({ message: `the address of a ${kind} was expected` });
      return NEVER;
    }),
  );
}

const userSchema = v.object({
  // All three are null where the member hides the membership in the project.
  id: v.nullable(id),
  name: v.nullable(v.string()),
  username: v.nullable(v.string()),
});

const listedSchema = v.object({
  id,
  basename: v.string(),
  created: v.pipe(
    v.string(),
    // One of no calendar (a 30 February of the year 0) is shown as unknown; `Date` reads much that is no date.
    v.check((text) => /^[+-]?\d{4,6}-\d\d-\d\dT/.test(text), 'a date was expected'),
  ),
  datatypes: v.pipe(
    v.array(idInPath('datatype')),
    v.transform((ids) => [...new Set(ids)]),
  ),
  download_url: v.string(),
  // Free JSON of whoever uploaded the file: read with care by whoever shows it.
  metadata: v.pipe(
    v.optional(v.unknown(), null),
    v.check((parsed) => isShallow(parsed), 'fewer levels were expected'),
    v.transform(asJson),
  ),
  source_project: idInPath('project'),
  user: userSchema,
});

const dataFileSchema = v.pipe(
  listedSchema,
  // The moment of the listing, in ms since the epoch: the link works for an hour from then on. The
  // row is the schema's own by now, and to copy it would take a third of the time of the check.
  v.transform((row) => Object.assign(row, { listed_at: Date.now() })),
);

/** One public data file, as listed; data types and project are ids, read off their addresses. */
export type DataFile = v.InferOutput<typeof dataFileSchema>;

/**
 * A row of a listing. The server answers `{}` in place of a file when it leaks nothing about a
 * hidden member; such a row counts in `count` but is no file: here it is `null`.
 */
export const rowSchema = v.lazy((row) => (isEmpty(row) ? redactedRowSchema : dataFileSchema));

const redactedRowSchema = v.pipe(
  v.object({}),
  v.transform(() => null),
);

function isEmpty(row: unknown): boolean {
  return (
    typeof row === 'object' && row !== null && !Array.isArray(row) && Object.keys(row).length === 0
  );
}

function pageSchema<Row extends v.GenericSchema>(row: Row) {
  // `next` and `previous` are left unread: they point to another host. Offsets are computed.
  return v.object({ count: id, results: v.array(row) });
}

export const dataFilePageSchema = pageSchema(rowSchema);
export type DataFilePage = v.InferOutput<typeof dataFilePageSchema>;

const text = v.fallback(v.string(), '');

const dataTypeSchema = v.object({
  id,
  name: v.string(),
  parent: v.fallback(v.nullable(id), null),
  description: text,
});
/** A kind of data. Data types form a tree by `parent`, an id or null at the root. */
export type DataType = v.InferOutput<typeof dataTypeSchema>;
export const dataTypePageSchema = pageSchema(dataTypeSchema);

const projectSchema = v.object({
  id,
  name: v.string(),
  organization: text,
  short_description: text,
  info_url: text,
});
/** A project (study or tool) that members share data through. */
export type Project = v.InferOutput<typeof projectSchema>;
export const projectPageSchema = pageSchema(projectSchema);

const memberSchema = v.object({ username: v.string(), name: text });
export type Member = v.InferOutput<typeof memberSchema>;
export const memberPageSchema = pageSchema(memberSchema);

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What came out of `JSON.parse` cannot be anything but JSON; its type says less. */
function asJson(parsed: unknown): Json {
  return parsed as Json;
}

/** Python, which writes what the API answers, goes no deeper. */
const MOST_LEVELS = 1000;

/** Whether all lists and objects in it can be gone through by recursion, which has its own limit. */
function isShallow(parsed: unknown, levels = MOST_LEVELS): boolean {
  if (typeof parsed !== 'object' || parsed === null) return true;
  return levels > 0 && Object.values(parsed).every((inner) => isShallow(inner, levels - 1));
}
