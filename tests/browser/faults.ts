import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { App } from '../support/app.ts';
import { openPage, type OpenPage, type openSharedPage, type Visit } from '../support/browser.ts';
import type { Fault } from './faultTable.ts';

/** A blank page with a clock that the test controls, including the browser's own timeouts. */
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

/** Injects the fault. Returns a function that removes it. */
export async function injectFault(
  page: Page,
  app: App,
  fault: Fault,
): Promise<() => Promise<void>> {
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

/** Advances the clock in short steps until `isDone`. Each step is shorter than the timeout of a request. */
export async function passUntil(page: Page, isDone: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await isDone()) return true;
        await page.clock.fastForward(1100);
        return isDone();
      },
      { interval: 30 },
    )
    .toBe(true);
}

/** Requests for files that the page sent, including those that never reached a server and are not in its log. */
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

/** The error in place of the rows. Other parts of the page may show errors of their own. */
export function failureOf(page: Page): Locator {
  return page.getByRole('alert').filter({ hasText: 'The files could not be listed' });
}
