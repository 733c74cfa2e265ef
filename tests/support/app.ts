import { inject } from 'vitest';
import { createNodeHandler } from '../../scripts/nodeHandler.ts';
import { servedPage } from '../../scripts/pageSettings.ts';
import { parseFaults } from '../../src/sample/faults.ts';
import { createSampleApi } from '../../src/sample/sampleApi.ts';
import { atEndOfFile } from './atEndOfFile.ts';
import { type LoggedRequest, logRequests } from './requestLog.ts';
import { listen, serveFiles } from './staticServer.ts';

/** The production build with the sample API beside it, as `npm start` serves it, on a port of its own. */
export interface App {
  /** Without a slash at its end. */
  origin: string;
  /** Every request to the API so far, the oldest first; `length = 0` empties it. */
  requests: LoggedRequest[];
  /** What SAMPLE_FAULTS would say; may be set during a visit. */
  faults: string;
  close: () => Promise<void>;
}

/** `folder`: another build than the tests' own. `now`: the API's clock, in milliseconds. */
export interface AppOptions {
  rows?: number;
  faults?: string;
  now?: () => number;
  folder?: string;
}

/** Starts the app; it ends by itself with the test file's last test. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const { rows, now, folder = inject('builtPage') } = options;
  let faults = parseFaults(options.faults ?? '');
  let faultText = options.faults ?? '';
  const requests: LoggedRequest[] = [];
  const answer = createSampleApi({
    faults: () => faults,
    ...(rows !== undefined && { rows }),
    ...(now !== undefined && { now }),
  });
  const handleApi = createNodeHandler(logRequests(answer, requests));
  const handleFile = serveFiles(folder, {
    rewritePage: (html) => servedPage(html),
    headers: true,
  });
  const server = await listen((incoming, outgoing) => {
    const isApi = /^\/(?:api|data-management)\//.test(incoming.url ?? '');
    void (isApi ? handleApi : handleFile)(incoming, outgoing);
  });
  const app: App = {
    origin: server.origin,
    requests,
    get faults() {
      return faultText;
    },
    set faults(text) {
      faults = parseFaults(text);
      faultText = text;
    },
    async close() {
      await server.close();
    },
  };
  atEndOfFile(app.close);
  return app;
}
