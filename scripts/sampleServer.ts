import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runnerImport } from 'vite';
import type { Connect, Plugin } from 'vite';
import { hostHeaders } from './hostHeaders.ts';
import { createNodeHandler } from './nodeHandler.ts';
import type { FetchHandler } from './nodeHandler.ts';
import { readApiOrigin, servedPage, withApiOrigin, withoutPolicy } from './pageSettings.ts';

/**
 * Serves the sample API on the page's origin, in development and preview, and sets this in the page.
 * Reads API_ORIGIN, SAMPLE_ROWS and SAMPLE_FAULTS. An invalid value ends the process with a message.
 */
export function sampleServer(): Plugin {
  let apiOrigin: string | undefined;
  let handler: FetchHandler = respondNotFound;
  let sampleFiles: string[] = [];

  return {
    name: 'sample-server',
    async config(_config, { command }) {
      try {
        apiOrigin = readApiOrigin(process.env);
        if (command === 'serve') [handler, sampleFiles] = await loadSampleApi();
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      }
    },
    configResolved(config) {
      // A change of the sample restarts the development server, as a change of the configuration does.
      config.configFileDependencies.push(...sampleFiles);
    },
    configureServer(server) {
      server.middlewares.use(serveSampleApi(handler));
    },
    configurePreviewServer(server) {
      const { root, build } = server.config;
      const folder = resolve(root, build.outDir);
      server.middlewares.use(serveSampleApi(handler));
      server.middlewares.use(setHeaders(folder));
      server.middlewares.use(servePage(join(folder, 'index.html'), apiOrigin));
    },
    transformIndexHtml: {
      order: 'pre',
      handler(html, { server }) {
        if (server) return withoutPolicy(servedPage(html, apiOrigin));
        return apiOrigin === undefined ? html : withApiOrigin(html, apiOrigin);
      },
    },
  };
}

/** Used during a build, which serves nothing. */
function respondNotFound(): Promise<Response> {
  return Promise.resolve(new Response(null, { status: 404 }));
}

async function loadSampleApi(): Promise<[FetchHandler, string[]]> {
  // Vite loads it, because the oldest supported Node cannot import TypeScript. A build does not need it.
  const { module, dependencies } = await runnerImport<typeof import('./sampleSettings.ts')>(
    resolve(import.meta.dirname, 'sampleSettings.ts'),
  );
  return [module.createConfiguredSampleApi(process.env), dependencies.map((file) => resolve(file))];
}

function serveSampleApi(handler: FetchHandler): Connect.NextHandleFunction {
  const handle = createNodeHandler(handler);
  return (incoming, outgoing, next) => {
    if (/^\/(?:api|data-management)\//.test(incoming.url ?? '')) void handle(incoming, outgoing);
    else next();
  };
}

/** Sends the headers that a host would send. Missing files get none, so that no cache keeps the 404. */
function setHeaders(folder: string): Connect.NextHandleFunction {
  return async (incoming, outgoing, next) => {
    try {
      const [path = ''] = (incoming.url ?? '').split('?');
      const file = join(folder, path);
      if (file.startsWith(folder) && existsSync(file)) {
        const text = await readFile(join(folder, '_headers'), 'utf8');
        outgoing.setHeaders(hostHeaders(text, path));
      }
      next();
    } catch (error) {
      next(error);
    }
  };
}

function servePage(file: string, apiOrigin: string | undefined): Connect.NextHandleFunction {
  return async (incoming, outgoing, next) => {
    const [path] = (incoming.url ?? '').split('?');
    if (path !== '/' && path !== '/index.html') return next();
    try {
      const page = servedPage(await readFile(file, 'utf8'), apiOrigin);
      outgoing.setHeader('Content-Type', 'text/html; charset=utf-8');
      outgoing.end(page);
    } catch (error) {
      next(error);
    }
  };
}
