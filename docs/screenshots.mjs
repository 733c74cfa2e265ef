import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumFlags, findOrInstallChromium } from '../scripts/chromium.mjs';
import { root } from '../scripts/run.mjs';

// Takes the README's pictures anew, of the production build with the sample data.

const port = '4199';

/** @type {{name: string, path: string, width: number, height: number, scheme: 'light' | 'dark'}[]} */
const pictures = [
  {
    name: 'desktop-light',
    path: '/?datatype_id=4&source_project_id=186&search=gps',
    width: 1280,
    height: 800,
    scheme: 'light',
  },
  { name: 'phone-dark', path: '/?source_project_id=176', width: 390, height: 844, scheme: 'dark' },
];

const server = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
  env: { ...process.env, PORT: port },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  executablePath: await findOrInstallChromium(),
  args: chromiumFlags,
});
try {
  for await (const line of server.stdout) if (String(line).includes(port)) break;
  for (const { name, path, width, height, scheme } of pictures) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme });
    await page.goto(`http://localhost:${port}${path}`);
    const more = page.getByRole('button', { name: 'Read all files' });
    const table = page.getByRole('table');
    await more.or(table).first().waitFor();
    if (await more.isVisible()) await more.click();
    await page.getByRole('progressbar').waitFor({ state: 'detached' });
    await page.screenshot({ path: join(root, 'docs', `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
  server.kill();
  await once(server, 'exit');
}
