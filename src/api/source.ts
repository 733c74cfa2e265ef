/** The two sources that are built in. The address can name one of them, never an arbitrary host. */
export type SourceName = 'live' | 'sample';

export interface Source {
  name: SourceName;
  /** Where the API's paths are appended, such as `https://www.openhumans.org`. */
  origin: string;
  /** Sends one request; rejects like `fetch` does. */
  fetch: (request: Request) => Promise<Response>;
}

export function isSourceName(value: unknown): value is SourceName {
  return value === 'live' || value === 'sample';
}
