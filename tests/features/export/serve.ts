import { createServer } from 'node:net';
import * as v from 'valibot';
import { onTestFinished } from 'vitest';
import { createNodeHandler } from '../../../scripts/nodeHandler.ts';
import { type DataFile, dataFilePageSchema } from '../../../src/api/schemas.ts';
import { buildDescendantsOf } from '../../../src/domain/dataTypes.ts';
import { type Filters, noFilters } from '../../../src/domain/filters.ts';
import { buildPredicates, matches } from '../../../src/domain/predicates.ts';
import { dataTypes } from '../../../src/sample/dataTypes.ts';
import { noFaults, parseFaults } from '../../../src/sample/faults.ts';
import { createSampleApi } from '../../../src/sample/sampleApi.ts';
import type { ScriptQuery } from '../../../src/features/export/script.ts';
import { listen } from '../../support/staticServer.ts';

type FilePage = (request: Request) => Promise<Response>;

/** The sample API over HTTP, with a log of its requests. */
interface Server {
  origin: string;
  /** Path and query of every request so far. */
  requests: string[];
  /** The faults in the syntax of SAMPLE_FAULTS. Tests may change them between two runs. */
  faults: string;
}

export interface ServerOptions {
  rows?: number;
  faults?: string;
  /** The API's clock, in ms since 1970. */
  now?: () => number;
  /** Intercepts requests: may change requests and responses. */
  between?: (request: Request, answer: FilePage) => Promise<Response>;
}

/** Starts a server, which stops at the end of the test. */
export async function serve({
  rows = 100,
  faults = '',
  now,
  between,
}: ServerOptions = {}): Promise<Server> {
  const requests: string[] = [];
  const state = { origin: '', requests, faults };
  const answer = createSampleApi({
    rows,
    faults: () => parseFaults(state.faults),
    ...(now && { now }),
  });
  const server = await listen((incoming, outgoing) => {
    requests.push(incoming.url ?? '');
    const handle = createNodeHandler((request) =>
      between === undefined ? answer(request) : between(request, answer),
    );
    void handle(incoming, outgoing);
  });
  onTestFinished(() => server.close());
  state.origin = server.origin;
  return state;
}

/** Creates a query like the page, with the sample's data types. */
export function queryOf(origin: string, filters: Partial<Filters> = {}): ScriptQuery {
  return {
    origin,
    filters: { ...noFilters, ...filters },
    cohort: null,
    descendantsOf: buildDescendantsOf(dataTypes),
    ordering: null,
    words: 'Public data files',
    names: { dataType: () => null, project: () => null },
    count: null,
    address: 'http://localhost:4173/?source=sample',
    madeAt: '2025-09-02T10:00:00.000Z',
  };
}

const reference = 'http://reference.invalid';

/** A separate API without faults, so that requests to it do not affect the server's counts. */
function makeReference(rows: number, hostile: boolean): (path: string) => Promise<Response> {
  const faults = { ...noFaults, hostile };
  const answer = createSampleApi({ rows, faults: () => faults });
  return (path) => answer(new Request(new URL(path, reference)));
}

/** The files that match `filters`, found by testing every row. */
export async function filesFor(
  filters: Partial<Filters> = {},
  { rows = 100, hostile = false } = {},
): Promise<DataFile[]> {
  const ask = makeReference(rows, hostile);
  const page = v.parse(
    dataFilePageSchema,
    await (await ask(`/api/public/datafiles/?limit=${rows}`)).json(),
  );
  const checks = buildPredicates({ ...noFilters, ...filters }, buildDescendantsOf(dataTypes));
  return page.results.filter((file) => file !== null).filter((file) => matches(file, checks));
}

/** The content of a file, as the server sends it for a valid link. */
export async function contentOf(file: DataFile, { rows = 100, hostile = false } = {}) {
  const ask = makeReference(rows, hostile);
  const { pathname, search } = new URL(file.download_url);
  return Buffer.from(await (await ask(pathname + search)).arrayBuffer());
}

/** The responses of a file host. */
export interface Host {
  bytes: Buffer;
  etag?: string;
  /** How the host handles range requests; by default it honours them. */
  ranges?: 'ignored' | 'odd' | 'refused';
  type?: string;
}

/** Responds to a download like the file host after the server's redirect. */
export function hostAnswer(request: Request, { bytes, etag, ranges, type }: Host): Response {
  const headers = new Headers({ 'Content-Type': type ?? 'application/octet-stream' });
  if (etag !== undefined) headers.set('ETag', etag);
  const first = /^bytes=(\d+)-$/.exec(request.headers.get('Range') ?? '')?.[1];
  const isSame = request.headers.get('If-Range') === (etag ?? null);
  if (first !== undefined && isSame && ranges === 'refused') {
    return new Response(null, { status: 416, headers });
  }
  const start = first !== undefined && isSame && ranges !== 'ignored' ? Number(first) : null;
  const part = bytes.subarray(start ?? 0);
  headers.set('Content-Length', String(part.length));
  if (start === null) return new Response(new Uint8Array(part), { headers });
  const told = ranges === 'odd' ? start + 1 : start;
  headers.set('Content-Range', `bytes ${told}-${bytes.length - 1}/${bytes.length}`);
  return new Response(new Uint8Array(part), { status: 206, headers });
}

/** Sends the first half of a response's body with all of its headers, then breaks the connection. */
export async function halfOf(
  response: Response,
  meanwhile: () => Promise<void>,
): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const { status, headers } = response;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(bytes.slice(0, bytes.length / 2));
      await meanwhile();
      controller.error(new Error('The connection is lost.'));
    },
  });
  return new Response(body, { status, headers });
}

/** Content of 300,000 bytes that differs between files. */
export function bigContent(id: number): Buffer {
  return Buffer.from(`file ${id}\n`.repeat(50_000)).subarray(0, 300_000);
}

/** The id in the path of a download; null for other requests. */
export function downloadedId({ url }: Request): number | null {
  const id = /^\/data-management\/datafile-download\/(\d+)\/$/.exec(new URL(url).pathname)?.[1];
  return id === undefined ? null : Number(id);
}

/** Starts a server that sends the same bytes for every request and closes the connection. Returns its origin. */
export async function serveRaw(answer: string, received: string[] = []): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (request) => {
      received.push(request.toString('latin1'));
      socket.end(Buffer.from(answer, 'latin1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}
