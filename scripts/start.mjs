import { createServer } from 'node:net';
import { buildPage } from './build.mjs';
import { installMissing } from './install.mjs';

// The IPv4 address, because clients that connect to localhost also try it. The reverse is not certain.
const host = '127.0.0.1';

process.once('SIGINT', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));

const port = readPort(process.env.PORT || '4173');
if (!(await isFree(port))) {
  stop(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`);
}
installMissing();
const { preview, resolveConfig } = await import('vite');
// Resolves the server's configuration first, which checks the settings before the build starts.
await resolveConfig({ logLevel: 'warn' }, 'serve', 'production', 'production', true);
const { code, output } = await buildPage('dist');
if (code !== 0) stop(`${output}\nThe build failed, see above.`);
await preview({ logLevel: 'warn', preview: { host, port, strictPort: true } });
console.log(`Open Humans Data Explorer is at http://localhost:${port}`);

/** @param {string} text */
function readPort(text) {
  const number = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 65_535) return number;
  return stop(`PORT must be a whole number from 1 to 65535, but is "${text}".`);
}

/**
 * @param {number} wanted
 * @returns {Promise<boolean>}
 */
function isFree(wanted) {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen(wanted, host, () => probe.close(() => settle(true)));
  });
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
