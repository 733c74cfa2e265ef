import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { copyBuild, pointedTo } from '../support/releases.ts';
import { startStaticServer } from '../support/staticServer.ts';
import { expectRange, listRequests, withoutHttpErrors } from './explorer.ts';

const ours = await startApp({ rows: 300 });
const others = await startApp({ rows: 50 });

/** Serves the build on a static host after an edit of its HTML. A request to the default server is an error. */
async function serve(edit: (html: string) => string) {
  return startStaticServer(await copyBuild(edit), '/explorer/', { headers: true });
}

/** Requests a URL from within the page. Returns the status, or the directive that blocks the request. */
function ask(page: Page, address: string): Promise<number | string> {
  return page.evaluate(async (params) => {
    const forbidden = new Promise<string>((resolve) => {
      const report = (event: SecurityPolicyViolationEvent) =>
        resolve(`${event.effectiveDirective} by ${event.originalPolicy}`);
      document.addEventListener('securitypolicyviolation', report, { once: true });
    });
    try {
      return (await fetch(params)).status;
    } catch {
      return forbidden;
    }
  }, address);
}

test.for(['', '/'])(
  'one edit of the built page sets another server (with “%s” after it)',
  async (end) => {
    ours.requests.length = 0;
    const server = await serve(pointedTo(ours.origin + end));
    const { page, problems } = await openPage(server, '/explorer/');
    await expectRange(page, '1–100 of 300');
    expect(await page.locator('html').getAttribute('data-source')).toBe('live');
    await page.getByRole('button', { name: 'Last page' }).click();
    await expectRange(page, '201–300 of 300');
    expect(listRequests(ours)).not.toEqual([]);
    expect(problems).toEqual([]);
    await server.close();
  },
);

test('the policy follows the edit: the page can contact that server and its own host, but no other', async () => {
  const server = await serve(pointedTo(ours.origin));
  const { page } = await openPage(server, '/explorer/', { breaksPolicy: true });
  await expectRange(page, '1–100 of 300');
  expect(await ask(page, `${ours.origin}/api/public/datafiles/?limit=1`)).toBe(200);
  expect(await ask(page, `${server.origin}/explorer/icon.svg`)).toBe(200);
  others.requests.length = 0;
  const refusal = `connect-src by connect-src 'self' ${ours.origin}`;
  expect(await ask(page, `${others.origin}/api/public/datafiles/`)).toBe(refusal);
  expect(await ask(page, 'https://www.openhumans.org/api/public/datafiles/')).toBe(refusal);
  expect(others.requests).toEqual([]);
  await server.close();
});

test('the policy applies before the first request, even if a chunk never arrives', async () => {
  const server = await serve(pointedTo(ours.origin));
  const { page } = await openPage({ origin: 'about:' }, 'blank', { breaksPolicy: true });
  await page.route('**/assets/index-*.js', () => {});
  const first = page.waitForRequest(`${ours.origin}/**`);
  await page.goto(`${server.origin}/explorer/`, { waitUntil: 'commit' });
  await first;
  expect(await ask(page, `${others.origin}/`)).toMatch(/^connect-src by /);
  await server.close();
});

test('the unedited page contacts only Open Humans', async () => {
  const server = await serve((html) => html);
  const { page } = await openPage(server, '/explorer/?source=sample', { breaksPolicy: true });
  await expectRange(page, '1–100 of 15,803');
  expect(await ask(page, `${ours.origin}/api/public/datafiles/`)).toBe(
    "connect-src by connect-src 'self' https://www.openhumans.org",
  );
  await server.close();
});

test('an invalid setting is reported as unreachable, and the sample still works', async () => {
  const server = await serve(pointedTo('api.example.org'));
  const { page, problems } = await openPage(server, '/explorer/');
  await page.getByRole('heading', { name: 'The files could not be listed' }).waitFor();
  await page.goto(`${server.origin}/explorer/?source=sample`);
  await expectRange(page, '1–100 of 15,803');
  expect(
    withoutHttpErrors(problems).filter((problem) => !/api\.example\.org/.test(problem)),
  ).toEqual([]);
  await server.close();
});
