import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  isMainThread,
  MessageChannel,
  type MessagePort,
  Worker,
  workerData,
} from 'node:worker_threads';
import { createNodeHandler } from '../../../scripts/nodeHandler.ts';
import { delay } from '../../../src/api/backoff.ts';
import { getJson } from '../../../src/api/client.ts';
import { dataFilePageSchema } from '../../../src/api/schemas.ts';
import { type AsyncCatalogue, connectCatalogues } from '../../../src/catalogue/client.ts';
import { hostCatalogues } from '../../../src/catalogue/host.ts';
import { noFilters } from '../../../src/domain/filters.ts';
import { pathOf, planFor } from '../../../src/retrieval/plan.ts';
import { loadList } from '../../../src/retrieval/loadList.ts';
import { initialLoadState, LOAD_PAGE_SIZE } from '../../../src/retrieval/loadState.ts';
import { createSampleApi } from '../../../src/sample/sampleApi.ts';

// `node main.js ROWS REPEATS` loads all files of the sample over HTTP, alternately as the app does and as raw bytes.
// Writes one line of JSON. As in the app, the server is a separate process and the catalogue is in a worker. The times
// do not include their start.

const [role = '', args = ''] = process.argv.slice(2);
const here = fileURLToPath(import.meta.url);
const plan = planFor(noFilters, []);

if (!isMainThread) hostCatalogues(eventsOf(workerData));
else if (role === 'server') serve(Number(args));
else await measure(Number(role), Number(args));

function serve(rows: number): void {
  const handle = createNodeHandler(createSampleApi({ rows }));
  const server = createServer((request, response) => void handle(request, response));
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    process.send?.(typeof address === 'object' ? address?.port : null);
  });
}

async function measure(rows: number, repeats: number): Promise<void> {
  const server = fork(here, ['server', String(rows)]);
  const port = await new Promise<unknown>((resolve) => server.once('message', resolve));
  const origin = `http://127.0.0.1:${String(port)}`;
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(here, { workerData: port2, transferList: [port2] });
  const catalogue = connectCatalogues(eventsOf(port1));
  const bare: number[] = [];
  const read: number[] = [];
  const kept: number[] = [];
  let counted = 0;
  let bytes = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    let began = performance.now();
    bytes = await transfer(origin, rows);
    bare.push(performance.now() - began);
    began = performance.now();
    const done = await readAll(origin, catalogue(String(repeat)));
    read.push(performance.now() - began);
    kept.push(done.keeping);
    counted = done.counted;
    await catalogue(String(repeat)).drop();
  }
  console.log(JSON.stringify({ rows, bytes, counted, bare, read, kept }));
  port1.close();
  await worker.terminate();
  server.kill();
}

/** Loads the same pages as raw bytes, one at a time. Returns the number of bytes. */
async function transfer(origin: string, rows: number): Promise<number> {
  let bytes = 0;
  for (let offset = 0; offset < rows; offset += LOAD_PAGE_SIZE) {
    const response = await fetch(origin + pathOf(plan, LOAD_PAGE_SIZE, offset));
    bytes += (await response.arrayBuffer()).byteLength;
  }
  return bytes;
}

/** Loads the full list, verifies it, and adds it to the catalogue, which then counts it. */
async function readAll(origin: string, catalogue: AsyncCatalogue) {
  const source = { name: 'sample', origin, fetch: (request: Request) => fetch(request) } as const;
  let keeping = 0;
  let state = initialLoadState(plan);
  await loadList(
    state,
    {
      fetchPage: (limit, offset, signal) =>
        getJson(source, pathOf(plan, limit, offset), dataFilePageSchema, { signal, retries: 0 }),
      knownRows: () => null,
      nextKnown: () => Infinity,
      store: async (files) => {
        const began = performance.now();
        const stock = await catalogue.add(files);
        keeping += performance.now() - began;
        return stock;
      },
      delay,
      now: Date.now,
    },
    (change) => (state = { ...state, ...change(state) }),
    new AbortController().signal,
  );
  const began = performance.now();
  const { total } = await catalogue.facets(noFilters);
  return { counted: total, keeping: keeping + performance.now() - began };
}

/** Node's message ports dispatch web events, but their types lack them. */
function eventsOf(port: MessagePort) {
  port.start();
  return port as unknown as globalThis.MessagePort;
}
