/** The expected row; null for `{}`. */
export interface StrictRow {
  id: number;
  basename: string;
  created: string;
  datatypes: number[];
  download_url: string;
  metadata: unknown;
  source_project: number;
  user: { id: number | null; name: string | null; username: string | null };
}

/** Thrown if a response is invalid. */
class InvalidResponse extends Error {}

/**
 * An independent parser of a list of data files, against which the tests compare the app's parser. @returns null if
 * the text is not a valid response
 */
export function readStrictly(
  text: string,
): { count: number; results: (StrictRow | null)[] } | null {
  try {
    const { count, results } = fieldsOf(JSON.parse(text));
    if (!Array.isArray(results)) return null;
    return { count: idOf(count), results: results.map(rowOf) };
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof InvalidResponse) return null;
    throw error;
  }
}

function rowOf(row: unknown): StrictRow | null {
  const fields = fieldsOf(row);
  if (!Array.isArray(row) && Object.keys(fields).length === 0) return null;
  const { datatypes } = fields;
  if (!Array.isArray(datatypes)) throw new InvalidResponse();
  const created = textOf(fields['created']);
  if (Number.isNaN(new Date(created).getTime())) throw new InvalidResponse();
  const user = fieldsOf(fields['user']);
  const metadata = fields['metadata'] ?? null;
  if (depthOf(metadata) > 1000) throw new InvalidResponse();
  return {
    id: idOf(fields['id']),
    basename: textOf(fields['basename']),
    created,
    datatypes: datatypes.map((address) => idAtEnd(address, 'datatype')),
    download_url: textOf(fields['download_url']),
    metadata,
    source_project: idAtEnd(fields['source_project'], 'project'),
    user: {
      id: user['id'] === null ? null : idOf(user['id']),
      name: user['name'] === null ? null : textOf(user['name']),
      username: user['username'] === null ? null : textOf(user['username']),
    },
  };
}

/** Own properties only, because a response inherits nothing. */
function fieldsOf(value: unknown): Partial<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new InvalidResponse();
  return Object.assign(Object.create(null), value) as Record<string, unknown>;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw new InvalidResponse();
  return value;
}

function idOf(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new InvalidResponse();
  return value;
}

function idAtEnd(address: unknown, kind: string): number {
  const parts = textOf(address).split('/');
  if (parts.at(-1) === '') parts.pop();
  const [api, open, named, digits = ''] = parts.slice(-4);
  const isAddress = parts.length > 4 && api === 'api' && open === 'public' && named === kind;
  const isId = /^[0-9]{1,15}$/.test(digits);
  if (!isAddress || !isId) throw new InvalidResponse();
  return Number(digits);
}

/** The nesting depth of arrays and objects. Works level by level, because recursion would overflow the stack. */
function depthOf(value: unknown): number {
  let depth = 0;
  for (let level = [value]; level.length > 0; depth++) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? [one] : []));
    if (level.length === 0) return depth;
    level = level.flatMap((one) => Object.values(one as object) as unknown[]);
  }
  return depth;
}
