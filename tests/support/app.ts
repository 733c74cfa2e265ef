import { inject } from 'vitest';
import { createNodeHandler } from '../../scripts/nodeHandler.ts';
import { servedPage } from '../../scripts/pageSettings.ts';
import { parseFaults } from '../../src/sample/faults.ts';
import { createSampleApi } from '../../src/sample/sampleApi.ts';
import { atEndOfFile } from './atEndOfFile.ts';
import { type LoggedRequest, logRequests } from './requestLog.ts';
import { listen, serveFiles } from './staticServer.ts';

/** The production build with the sample API on the same port, as `npm start` serves it. */
export interface App {
  /** Without a trailing slash. */
  origin: string;
  /** All requests to the API, oldest first. `length = 0` clears the log. */
  requests: LoggedRequest[];
  /** The server's misbehaviour, in the syntax of SAMPLE_FAULTS. Tests may change it during a visit. */
  faults: string;
  close: () => Promise<void>;
}

/** `folder`: a build other than the default one. `now`: the API's clock, in ms since 1970. */
export interface AppOptions {
  rows?: number;
  faults?: string;
  now?: () => number;
  folder?: string;
}

/** Starts the app. It stops after the last test of the file. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const { rows, now, folder = inject('builtPage') } = options;
  let faults = parseFaults(options.faults ?? '');
  let faultText = options.faults ?? '';
  const requests: LoggedRequest[] = [];
  const api = createSampleApi({
    faults: () => faults,
    ...(rows !== undefined && { rows }),
    ...(now !== undefined && { now }),
  });
  const handleApi = createNodeHandler(logRequests(api, requests));
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
