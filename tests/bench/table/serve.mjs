import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';

/** @type {Record<string, string>} */
const types = { '.js': 'text/javascript', '.css': 'text/css' };

/**
 * Serves built pages, each at `/{name}/`, on the loopback interface only.
 * @param {string} folder
 * @returns {Promise<{origin: string, close: () => void}>}
 */
export async function servePages(folder) {
  const server = createServer((request, response) => void respond(folder, request, response));
  await new Promise((settle) => server.listen(0, '127.0.0.1', () => settle(undefined)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/**
 * @param {string} folder
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function respond(folder, request, response) {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const { status, type, body } = await answer(folder, decodeURIComponent(pathname));
  response.writeHead(status, { 'Content-Type': type });
  response.end(body);
}

/**
 * @param {string} folder
 * @param {string} path
 */
async function answer(folder, path) {
  if (path.endsWith('/')) return { status: 200, type: 'text/html', body: page };
  try {
    const type = types[/\.\w+$/.exec(path)?.[0] ?? ''] ?? 'application/octet-stream';
    return { status: 200, type, body: await readFile(join(folder, normalize(path))) };
  } catch {
    return { status: 404, type: 'text/plain', body: '' };
  }
}

const page = `<!doctype html>
<html lang="en" data-source="sample">
<meta charset="utf-8">
<meta name="sample-origin" content="self">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Table</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
<div id="root"></div>
<script type="module" src="main.js"></script>
</html>`;
