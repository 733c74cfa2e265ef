import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { App } from '../support/app.ts';
import { openPage, type OpenPage, type openSharedPage, type Visit } from '../support/browser.ts';
import type { Fault } from './faultTable.ts';

/** A blank page whose time the test lets pass: the browser's own time-outs go with it. */
export async function blankPage(
  open: typeof openSharedPage = openPage,
  visit: Visit = {},
): Promise<OpenPage> {
  const opened = await open({ origin: 'about:' }, 'blank', visit);
  await opened.page.clock.install();
  await opened.page.addInitScript(() => {
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      const abort = () => controller.abort(new DOMException('Timed out', 'TimeoutError'));
      setTimeout(abort, ms);
      return controller.signal;
    };
  });
  return opened;
}

/** From now on the fault is there; gives what the test does to lift it. */
export async function strike(page: Page, app: App, fault: Fault): Promise<() => Promise<void>> {
  const { network, server = '' } = fault;
  app.faults = server;
  const pattern = '**/api/public/**';
  if (network !== undefined) {
    await page.route(pattern, async (route) => {
      if (network === 'internetdisconnected') await page.context().setOffline(true);
      await route.abort(network);
    });
  }
  return async () => {
    app.faults = '';
    await page.unroute(pattern);
    await page.context().setOffline(false);
  };
}

/** Lets back-offs pass until `isSo`; they are shorter than what a request may take. */
export async function passUntil(page: Page, isSo: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await isSo()) return true;
        await page.clock.fastForward(1100);
        return isSo();
      },
      { interval: 30 },
    )
    .toBe(true);
}

/** Requests for files that were sent, whatever came of them: what never left is not in a server's log. */
export function countSent(page: Page): { sent: () => string[]; forget: () => void } {
  const urls: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.endsWith('/datafiles/')) urls.push(pathname + search);
  });
  return {
    sent: () => urls,
    forget: () => {
      urls.length = 0;
    },
  };
}

/** The words that stand in the place of the rows; parts of the page may have been lost too, and say so themselves. */
export function failureOf(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: 'The files could not be listed' });
}
