/** The query filters that the server can ignore or honour. */
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

/** What a refusal says it in. */
export type FailBody = 'html' | 'json' | 'empty';

export type WrongShape = 'results' | 'list' | 'null' | 'count' | 'rows';

/** How the sample misbehaves: plain data. Where something happens every so many requests, 0 is never. */
export interface Faults {
  /** Query filters that work; by default none does, as on the public server. */
  readonly honour: readonly FilterName[];
  /** After so many list requests, honoured filters are ignored and ignored ones honoured; then back, and so on. */
  readonly flip: number;
  readonly missing: readonly OptionalEndpoint[];
  readonly unknownProject404: boolean;
  /** Seconds that download links live. */
  readonly keys: number;
  /** Milliseconds before every API answer. */
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
  /** Rows gained, and lost, after each list request. */
  readonly grow: number;
  readonly shrink: number;
  readonly unstable: boolean;
  readonly hostile: boolean;
  readonly dropDownloads: number;
  readonly failDownloads: number;
}

/** The public server on a good day: query filters do nothing, links live an hour, all else is well. */
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
