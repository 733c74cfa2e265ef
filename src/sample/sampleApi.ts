import {
  apiHeaders,
  apiResponse,
  htmlType,
  json,
  notFound,
  page,
  type PlainResponse,
} from './responses.ts';
import { dataFile, kindOf } from './dataFiles.ts';
import { downloadResponse, refusedDownload } from './downloads.ts';
import { findEndpoint, type Endpoint } from './endpoints.ts';
import { noFaults, type Faults } from './faults.ts';
import { isValidKey } from './keys.ts';
import { downloadFailure, failure, isAffected, faultyResponse, delay } from './misbehave.ts';
import { recorded } from './recorded.ts';
import { makeSelector } from './selection.ts';
import { makeWorld } from './world.ts';

export interface SampleOptions {
  /** Number of data files: 36 (the recorded ones) to 10,000,000. The default is 15,803, as recorded. */
  readonly rows?: number;
  /** Called for every request, so that faults can change during a visit. The default is no faults. */
  readonly faults?: () => Faults;
  /** Returns ms since 1970-01-01 (UTC). The default is the system clock. */
  readonly now?: () => number;
}

const defaultRows = 15_803;
const maxRows = 10_000_000;
const methods = 'GET, HEAD, OPTIONS';

const preflight = {
  'Access-Control-Allow-Methods': 'DELETE, GET, OPTIONS, PATCH, POST, PUT',
  'Access-Control-Allow-Headers':
    'accept, authorization, content-type, user-agent, x-csrftoken, x-requested-with',
  'Access-Control-Max-Age': '86400',
};

function withoutBody(response: Response): Response {
  const { status, headers } = response;
  return new Response(null, { status, headers });
}

/**
 * Creates an imitation of the Open Humans public data-file API: a function from Request to Response that needs only
 * Web APIs. It uses the path and query of a request; the origin only appears in `download_url`. The same options and
 * requests give the same responses. Its only state is the number of requests, which some faults use.
 * @throws RangeError if `rows` is not an integer from 36 to 10,000,000
 * @returns a function that rejects only if the request's signal aborts during a delay, with the signal's reason
 */
export function createSampleApi({
  rows = defaultRows,
  faults: readFaults = () => noFaults,
  now: readNow = Date.now,
}: SampleOptions = {}): (request: Request) => Promise<Response> {
  if (!Number.isInteger(rows) || rows < recorded.length || rows > maxRows) {
    throw new RangeError(`rows must be from ${recorded.length} to ${maxRows}, but is ${rows}.`);
  }
  const world = makeWorld(rows);
  const select = makeSelector(world);
  let apiRequests = 0;
  let lists = 0;
  let downloads = 0;

  async function handleApiRequest(request: Request, url: URL): Promise<Response> {
    const path = url.pathname;
    const found = findEndpoint(path);
    if (!found) {
      if (!findEndpoint(`${path}/`)) return apiResponse(page(404, 'Not Found'));
      const headers = { Location: `${path}/${url.search}` };
      return apiResponse({ status: 301, contentType: htmlType, body: '', headers });
    }
    const { endpoint, argument } = found;
    if (request.method === 'OPTIONS') return respondToOptions(request, endpoint.name);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const refused = json({ detail: `Method "${request.method}" not allowed.` }, 405);
      return apiResponse({ ...refused, headers: { Allow: methods } });
    }

    const faults = readFaults();
    const count = ++apiRequests;
    if (faults.slow > 0) await delay(faults.slow, request.signal);
    if (isAffected(faults.fail, count)) return apiResponse(failure(faults));
    if (isAffected(faults.html, count)) {
      return apiResponse(page(200, 'Open Humans', 'We are down for maintenance.'));
    }
    if (isAffected(faults.empty, count)) return apiResponse(json(null), '');
    const missing = faults.missing.some((name) => name === endpoint.name);
    const response = missing ? notFound() : callEndpoint(url, endpoint, argument, faults);
    return faultyResponse(response, faults, count, request.signal);
  }

  function callEndpoint(
    url: URL,
    endpoint: Endpoint,
    argument: string,
    faults: Faults,
  ): PlainResponse {
    const { origin, pathname: path, searchParams: params } = url;
    const { hostile } = faults;
    const turn = endpoint.lists ? lists++ : lists;
    const call = { world, select, origin, path, params, hostile, faults, turn };
    return endpoint.respond({ ...call, now: readNow() / 1000 }, argument);
  }

  function handleDownload(request: Request, url: URL, id: number): Promise<Response> | Response {
    const faults = readFaults();
    const count = ++downloads;
    if (isAffected(faults.failDownloads, count)) return refusedDownload(downloadFailure(faults));
    const now = readNow() / 1000;
    const row = world.rowOf(id);
    const key = url.searchParams.get('key') ?? '';
    if (row === undefined || !isValidKey(key, id, now, faults.keys)) {
      return refusedDownload(page(403, 'You are not authorized to view this file.'));
    }
    const { hostile } = faults;
    const file = dataFile({ world, origin: url.origin, now, hostile }, row);
    const { subject } = kindOf(world, row);
    return downloadResponse(request, file, subject, isAffected(faults.dropDownloads, count));
  }

  async function respond(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname.startsWith('/api/')) return handleApiRequest(request, url);
    const id = /^\/data-management\/datafile-download\/(\d+)\/$/.exec(url.pathname)?.[1];
    if (id === undefined) return refusedDownload(page(404, 'Not Found'));
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refusedDownload({ ...page(405, 'Method Not Allowed'), headers: { Allow: methods } });
    }
    return handleDownload(request, url, Number(id));
  }

  return async (request) => {
    const response = await respond(request);
    return request.method === 'HEAD' ? withoutBody(response) : response;
  };
}

/** Responds to OPTIONS: with permissions to a CORS preflight, otherwise with a description of the endpoint. */
function respondToOptions(request: Request, name: string): Response {
  if (request.headers.has('Access-Control-Request-Method')) {
    return new Response('', { headers: { ...apiHeaders, ...preflight, 'Content-Length': '0' } });
  }
  const about = json({ name, renders: ['application/json'], parses: ['application/json'] });
  return apiResponse({ ...about, headers: { Allow: methods } });
}
