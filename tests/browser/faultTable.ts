/** A failure of the network, the server or the data, and the error that the page shows for it. */
export interface Fault {
  name: string;
  /** The server's misbehaviour, in the syntax of SAMPLE_FAULTS. */
  server?: string;
  /** A failure of the network that the sample server cannot simulate: Chromium's error code. */
  network?: 'internetdisconnected' | 'namenotresolved' | 'connectionrefused' | 'connectionreset';
  /** The error text. */
  message: RegExp;
  /** Number of requests for a page of files before the page shows the error. Transient failures are retried. */
  requests: 1 | 3;
  /** The same while a full list loads, which has more retries. */
  loadRequests: 1 | 7;
  /** Seconds until a request times out. */
  seconds?: number;
  /** Whether this fault represents its kind in tests that do not run all faults. */
  isMain?: boolean;
}

const gone = /could not be reached: it is down, or something on the way blocks it\./;
const noConnection = { message: gone, requests: 3, loadRequests: 7 } as const;
const noData = { requests: 1, loadRequests: 7 } as const;

const networks: readonly Fault[] = [
  {
    name: 'the device is offline',
    network: 'internetdisconnected',
    message: /This device is offline\./,
    requests: 1,
    loadRequests: 1,
    isMain: true,
  },
  { name: 'the host has no address', network: 'namenotresolved', ...noConnection },
  {
    name: 'the connection is refused',
    network: 'connectionrefused',
    ...noConnection,
    isMain: true,
  },
  { name: 'the connection breaks', network: 'connectionreset', ...noConnection },
];

const contents: readonly Fault[] = [
  {
    name: 'a body that never arrives',
    server: 'stall:1',
    message: /The server did not answer within 35 seconds\./,
    ...noData,
    seconds: 35,
    isMain: true,
  },
  { name: 'a body cut in half', server: 'truncate:1', message: /cut short or garbled/, ...noData },
  {
    name: 'HTML with 200',
    server: 'html',
    message: /a web page instead of data/,
    ...noData,
    isMain: true,
  },
  { name: '200 without a body', server: 'empty:1', message: /answered with nothing/, ...noData },
];

const words = {
  400: 'The server refused the request',
  403: 'The server refused the request',
  404: 'The server refused the request',
  429: 'The server asks for fewer requests',
  500: 'The server could not answer',
  502: 'The server could not answer',
  503: 'The server could not answer',
  504: 'The server could not answer',
};

const bodies = [
  ['JSON', ':json', ' It says: No server is available to handle this request\\.'],
  ['HTML', '', ''],
  ['no body', ':empty', ''],
] as const;

const main = new Set(['404 with JSON', '429 with HTML', '500 with no body']);

const refusals = Object.entries(words).flatMap(([text, sentence]) =>
  bodies.map(([body, token, detail]): Fault => {
    const status = Number(text);
    const name = `${status} with ${body}`;
    return {
      name,
      server: `fail:1:${status}${token}`,
      message: new RegExp(`${sentence} \\(status ${status}\\)\\.${detail}`),
      // A plain 500 may be permanent: the public server responds with it for an unknown project.
      requests: status === 429 || status > 500 ? 3 : 1,
      loadRequests: status === 429 || status >= 500 ? 7 : 1,
      isMain: main.has(name),
    };
  }),
);

const shapes = [
  ['results', 'at “results” Array was expected and Object came'],
  ['list', 'at “count” '],
  ['null', ' Object was expected and null came'],
  ['count', 'at “count” number was expected and null came'],
  ['rows', 'at “results\\.1\\.id” number was expected and "\\d+" came'],
].map(([shape = '', place]): Fault => ({
  name: `a wrong shape: ${shape}`,
  server: `wrong-shape:${shape}`,
  message: new RegExp(`is not what its documentation promises:.*${place}`),
  requests: 1,
  loadRequests: 1,
  isMain: shape === 'rows',
}));

/** The fault matrix. */
export const faults: readonly Fault[] = [...networks, ...contents, ...refusals, ...shapes];

/** One fault of each kind. */
export const mainFaults = faults.filter(({ isMain }) => isMain);
