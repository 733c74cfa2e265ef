/** The query filters that the server can honour or ignore. */
export const filterNames = ['datatype_id', 'source_project_id', 'username'] as const;
export type FilterName = (typeof filterNames)[number];

/** The endpoints that a server may lack. */
export const endpointPaths = {
  datatypes: '/api/public/datatypes/',
  projects: '/api/public/projects/',
  datatype: '/api/public/datatype/{id}/',
  project: '/api/public/project/{id}/',
  members: '/api/public/members/',
  'member-files': '/api/public/member/{username}/datafiles/',
  'datatype-files': '/api/public/datatype/{id}/datafiles/',
  datafile: '/api/public/datafile/{id}/',
} as const;
export type OptionalEndpoint = keyof typeof endpointPaths;

/** Format of the body of a failure. */
export type FailBody = 'html' | 'json' | 'empty';

export type WrongShape = 'results' | 'list' | 'null' | 'count' | 'rows';

/** Settings for the misbehaviour of the sample, as plain data. For faults of every Nth request, 0 means never. */
export interface Faults {
  /** Query filters that work. None by default, as on the public server. */
  readonly honour: readonly FilterName[];
  /**
   * Number of list requests after which honoured filters are ignored and ignored ones honoured, and back, and so on.
   */
  readonly flip: number;
  readonly missing: readonly OptionalEndpoint[];
  readonly unknownProject404: boolean;
  /** Lifetime of download links, seconds. */
  readonly keys: number;
  /** Delay of every API response, ms. */
  readonly slow: number;
  readonly stall: number;
  readonly fail: number;
  readonly failStatus: number;
  readonly failBody: FailBody;
  /** Seconds in the Retry-After header of failures, or null for no such header. */
  readonly retryAfter: number | null;
  readonly html: number;
  readonly empty: number;
  readonly truncate: number;
  readonly wrongShape: WrongShape | null;
  /** Rows gained and lost after each list request. */
  readonly grow: number;
  readonly shrink: number;
  readonly unstable: boolean;
  readonly hostile: boolean;
  readonly dropDownloads: number;
  readonly failDownloads: number;
}

/** The normal behaviour of the public server: it ignores query filters, and links are valid for an hour. */
export const noFaults: Faults = {
  honour: [],
  flip: 0,
  missing: [],
  unknownProject404: false,
  keys: 3600,
  slow: 0,
  stall: 0,
  fail: 0,
  failStatus: 503,
  failBody: 'html',
  retryAfter: null,
  html: 0,
  empty: 0,
  truncate: 0,
  wrongShape: null,
  grow: 0,
  shrink: 0,
  unstable: false,
  hostile: false,
  dropDownloads: 0,
  failDownloads: 0,
};

const optionalEndpoints: readonly OptionalEndpoint[] = [
  'datatypes',
  'projects',
  'datatype',
  'project',
  'members',
  'member-files',
  'datatype-files',
  'datafile',
];

interface Token {
  readonly token: string;
  readonly does: string;
  /** Returns the changed settings, from the previous settings and the numbers in the token. */
  readonly set: (faults: Faults, first: number, second: number) => Partial<Faults>;
}

function honour(...names: readonly FilterName[]) {
  return ({ honour: known }: Faults) => ({ honour: [...new Set([...known, ...names])] });
}

function miss(...names: readonly OptionalEndpoint[]) {
  return ({ missing: known }: Faults) => ({ missing: [...new Set([...known, ...names])] });
}

// prettier-ignore
const tokens: readonly Token[] = [
  { token: 'honour', does: 'All query filters work, on every list of data files.', set: honour(...filterNames) },
  ...filterNames.map((name) => ({ token: `honour:${name}`, does: `The query filter ${name} works.`, set: honour(name) })),
  { token: 'flip:N', does: 'Every N list requests, working filters stop and ignored ones start to work (all of them, without honour); at first they are ignored.', set: (_, flip) => ({ flip }) },
  { token: 'missing:all', does: 'Every optional endpoint returns 404.', set: miss(...optionalEndpoints) },
  ...optionalEndpoints.map((name) => ({ token: `missing:${name}`, does: `The endpoint ${endpointPaths[name]} returns 404.`, set: miss(name) })),
  { token: 'unknown-project-404', does: 'The list of an unknown project is a 404 with JSON, not a 500 with HTML.', set: () => ({ unknownProject404: true }) },
  { token: 'keys:S', does: 'Download links expire after S seconds, not after 3,600.', set: (_, keys) => ({ keys }) },
  { token: 'slow:MS', does: 'Every API response is delayed by MS milliseconds.', set: (_, slow) => ({ slow }) },
  { token: 'stall:N', does: 'The body of every Nth API response never arrives.', set: (_, stall) => ({ stall }) },
  { token: 'fail:N', does: 'Every Nth API request fails with status 503 and HTML.', set: (_, fail) => ({ fail, failStatus: 503, failBody: 'html' }) },
  { token: 'fail:N:STATUS', does: 'Every Nth API request fails with this status (400 to 599) and HTML.', set: (_, fail, failStatus) => ({ fail, failStatus, failBody: 'html' }) },
  ...(['json', 'empty'] as const).map((failBody): Token => ({ token: `fail:N:STATUS:${failBody}`, does: `The same with ${failBody === 'json' ? 'JSON, as Django REST framework refuses' : 'no body at all'}.`, set: (_, fail, failStatus) => ({ fail, failStatus, failBody }) })),
  { token: 'retry-after:S', does: 'Failures have a Retry-After header of S seconds.', set: (_, retryAfter) => ({ retryAfter }) },
  { token: 'html', does: 'Every API response is 200 with HTML instead of JSON.', set: () => ({ html: 1 }) },
  { token: 'html:N', does: 'Every Nth API response is 200 with HTML instead of JSON.', set: (_, html) => ({ html }) },
  { token: 'empty:N', does: 'Every Nth API response is 200 without a body.', set: (_, empty) => ({ empty }) },
  { token: 'truncate:N', does: 'Every Nth API response breaks off in the middle.', set: (_, truncate) => ({ truncate }) },
  { token: 'wrong-shape', does: 'The same as wrong-shape:results.', set: () => ({ wrongShape: 'results' }) },
  { token: 'wrong-shape:results', does: 'In lists, results is an object.', set: () => ({ wrongShape: 'results' }) },
  { token: 'wrong-shape:list', does: 'Lists are bare arrays, without count and results.', set: () => ({ wrongShape: 'list' }) },
  { token: 'wrong-shape:null', does: 'Lists are null.', set: () => ({ wrongShape: 'null' }) },
  { token: 'wrong-shape:count', does: 'In lists, count is null.', set: () => ({ wrongShape: 'count' }) },
  { token: 'wrong-shape:rows', does: 'In lists, every second row has fields of wrong types.', set: () => ({ wrongShape: 'rows' }) },
  { token: 'grow:N', does: 'After each list request, lists gain N rows at the start.', set: (_, grow) => ({ grow }) },
  { token: 'shrink:N', does: 'After each list request, the list loses N rows at random positions.', set: (_, shrink) => ({ shrink }) },
  { token: 'unstable', does: 'The order of a member\'s rows differs between requests.', set: () => ({ unstable: true }) },
  { token: 'hostile', does: 'One row in four has scripts, javascript: links, path-traversal names or huge metadata.', set: () => ({ hostile: true }) },
  { token: 'drop-downloads:N', does: 'Every Nth download breaks off in the middle, although its full Content-Length is declared.', set: (_, dropDownloads) => ({ dropDownloads }) },
  { token: 'fail-downloads:N', does: 'Every Nth download fails with status 503.', set: (_, failDownloads) => ({ failDownloads }) },
];

/** The tokens of SAMPLE_FAULTS, for the documentation. N is at least 1; S and MS are at least 0. */
export const faultTokens: readonly { token: string; does: string }[] = tokens.map(
  ({ token, does }) => ({ token, does }),
);

const placeholders: Readonly<Record<string, RegExp>> = {
  N: /^[1-9]\d{0,8}$/,
  S: /^\d{1,9}$/,
  MS: /^\d{1,9}$/,
  STATUS: /^[45]\d\d$/,
};

function matches(token: string, text: string): boolean {
  const parts = text.split(':');
  const wanted = token.split(':');
  return (
    parts.length === wanted.length &&
    wanted.every((part, index) => {
      const given = parts[index] ?? '';
      return placeholders[part]?.test(given) ?? part === given;
    })
  );
}

/**
 * Parses SAMPLE_FAULTS: tokens of {@link faultTokens}, separated by commas, optionally with spaces. Tokens combine; a
 * later one overrides the same setting. Empty text means no faults.
 * @throws Error whose message names the unknown token and lists the valid ones
 */
export function parseFaults(text: string): Faults {
  const faults = { ...noFaults };
  for (const part of text.split(',').map((each) => each.trim())) {
    if (part === '') continue;
    const found = tokens.find(({ token }) => matches(token, part));
    if (!found) {
      const valid = tokens.map(({ token }) => token).join(', ');
      throw new Error(`SAMPLE_FAULTS has an unknown token "${part}". Valid tokens are ${valid}.`);
    }
    const [first = 0, second = 0] = part.split(':').slice(1).map(Number);
    Object.assign(faults, found.set(faults, first, second));
  }
  return faults;
}
