/** One way in which the network, the server or the data misbehave, and what the person reads of it. */
export interface Fault {
  name: string;
  /** The server's misbehaviour, as SAMPLE_FAULTS says it. */
  server?: string;
  /** What no server can do: Chromium's own word for how a request to the API fails. */
  network?: 'internetdisconnected' | 'namenotresolved' | 'connectionrefused' | 'connectionreset';
  /** The sentence. */
  says: RegExp;
  /** How often a page of files is asked for until the person is told: what may pass is asked again. */
  requests: 1 | 3;
  /** The same while a list is read to its end, which is given more time. */
  readings: 1 | 7;
  /** Seconds that pass before a request is given up. */
  seconds?: number;
  /** Whether it stands for its kind where all of them would prove no more. */
  isMain?: boolean;
}

const gone = /could not be reached: it is down, or something on the way blocks it\./;
const noConnection = { says: gone, requests: 3, readings: 7 } as const;
const noData = { requests: 1, readings: 7 } as const;

const networks: readonly Fault[] = [
  {
    name: 'the device is offline',
    network: 'internetdisconnected',
    says: /This device is offline\./,
    requests: 1,
    readings: 1,
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
    name: 'a body that never comes',
    server: 'stall:1',
    says: /The server did not answer within 35 seconds\./,
    ...noData,
    seconds: 35,
    isMain: true,
  },
  { name: 'a body cut in half', server: 'truncate:1', says: /cut short or garbled/, ...noData },
  {
    name: 'HTML with 200',
    server: 'html',
    says: /a web page instead of data/,
    ...noData,
    isMain: true,
  },
  { name: '200 without a body', server: 'empty:1', says: /answered with nothing/, ...noData },
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
      says: new RegExp(`${sentence} \\(status ${status}\\)\\.${detail}`),
      // Of a plain 500 nobody knows whether it passes: the public server has it for an unknown project.
      requests: status === 429 || status > 500 ? 3 : 1,
      readings: status === 429 || status >= 500 ? 7 : 1,
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
  says: new RegExp(`is not what its documentation promises:.*${place}`),
  requests: 1,
  readings: 1,
  isMain: shape === 'rows',
}));

/** The fault matrix. */
export const faults: readonly Fault[] = [...networks, ...contents, ...refusals, ...shapes];

/** One of each kind. */
export const mainFaults = faults.filter(({ isMain }) => isMain);
