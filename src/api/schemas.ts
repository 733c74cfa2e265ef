import * as v from 'valibot';

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * The id at the end of a URL such as `https://www.openhumans.org/api/public/datatype/14/`. Ignores the host: the host in
 * a row can differ from the host of the request.
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
  // All three are null if the member hides the membership in the project.
  id: v.nullable(id),
  name: v.nullable(v.string()),
  username: v.nullable(v.string()),
});

const listedSchema = v.object({
  id,
  basename: v.string(),
  created: v.pipe(
    v.string(),
    // `Date` also parses texts that are not dates. The page shows a date that is in no calendar as unknown.
    v.check((text) => /^[+-]?\d{4,6}-\d\d-\d\dT/.test(text), 'a date was expected'),
  ),
  datatypes: v.pipe(
    v.array(idInPath('datatype')),
    v.transform((ids) => [...new Set(ids)]),
  ),
  download_url: v.string(),
  // Any JSON that the uploader has chosen: untrusted.
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
  // The time of the listing, in ms since the epoch: the link works for an hour from then on. Valibot has created the
  // row, so it can be changed; copying it would take a third of the time of the validation.
  v.transform((row) => Object.assign(row, { listed_at: Date.now() })),
);

/** A public data file, as listed. Data types and project are ids, parsed from their URLs. */
export type DataFile = v.InferOutput<typeof dataFileSchema>;

/**
 * A row of a listing. The server sends `{}` instead of a file that could reveal a hidden member. Such a row counts in
 * `count`, and is `null` here.
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
  // Ignores `next` and `previous`, which point to another host. The page computes offsets itself.
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
/** A data type. Data types form a tree by `parent`, which is an id, or null for a root. */
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

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Narrows the type of a result of `JSON.parse`, which is always JSON. */
function asJson(parsed: unknown): Json {
  return parsed as Json;
}

/** The API is written in Python, whose JSON encoder does not nest deeper. */
const MOST_LEVELS = 1000;

/** Whether recursion can visit all lists and objects in a value without exceeding the stack. */
function isShallow(parsed: unknown, levels = MOST_LEVELS): boolean {
  if (typeof parsed !== 'object' || parsed === null) return true;
  return levels > 0 && Object.values(parsed).every((inner) => isShallow(inner, levels - 1));
}
