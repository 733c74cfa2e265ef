import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { hostHeaders } from '../../scripts/hostHeaders.ts';

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** A server on a free port of 127.0.0.1. `origin` has no trailing slash. */
export interface RunningServer {
  origin: string;
  close: () => Promise<void>;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function listen(listener: RequestListener): Promise<RunningServer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Features of a static host beyond the minimum. `under` starts and ends with a slash. */
interface Hosting {
  under?: string;
  rewritePage?: (html: string) => string;
  /** Compresses text files if the client accepts it. */
  gzip?: boolean;
  /** Applies the `_headers` file of the folder. */
  headers?: boolean;
}

/** Serves the files of a folder as a static host does: no rewriting, no API, 404 for missing files. */
export function serveFiles(
  folder: string,
  { under = '/', rewritePage = (html) => html, gzip = false, headers = false }: Hosting = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    // URL resolves every "..", so that no path leads out of the folder.
    const { pathname } = new URL(incoming.url ?? '/', 'http://localhost');
    const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    try {
      if (!name.startsWith(under)) throw new Error(`${name} is not under ${under}`);
      const content = await readFile(join(folder, name.slice(under.length)));
      const isPage = extname(name) === '.html';
      const type = contentTypes[extname(name)] ?? 'application/octet-stream';
      if (headers) {
        const path = pathname.slice(under.length - 1);
        outgoing.setHeaders(hostHeaders(await readFile(join(folder, '_headers'), 'utf8'), path));
      }
      outgoing.setHeader('Content-Type', type);
      const body = isPage ? Buffer.from(rewritePage(content.toString())) : content;
      const isZipped =
        gzip &&
        /text|json|svg/.test(type) &&
        /gzip/.test(incoming.headers['accept-encoding'] ?? '');
      if (isZipped) outgoing.setHeader('Content-Encoding', 'gzip');
      if (gzip) outgoing.setHeader('Vary', 'Accept-Encoding');
      outgoing.end(isZipped ? gzipSync(body) : body);
    } catch {
      outgoing.statusCode = 404;
      outgoing.end('Not found');
    }
  };
}

/**
 * Serves a folder under a path (with slashes at both ends) and nothing else, to prove that the build works in any
 * folder.
 */
export function startStaticServer(
  folder: string,
  under = '/a/sub-folder/',
  hosting: Omit<Hosting, 'under'> = {},
): Promise<RunningServer> {
  return listen(serveFiles(folder, { under, ...hosting }));
}
