import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumFlags } from '../../scripts/chromium.mjs';
import { expect, inject, onTestFinished } from 'vitest';
import { atEndOfFile } from './atEndOfFile.ts';

let launched: Promise<Browser> | undefined;

/** Returns the browser of this process, which all its test files share. Starts a new one after a crash. */
function launchBrowser(): Promise<Browser> {
  launched = ifConnected(launched).then(
    (browser) =>
      browser ?? chromium.launch({ executablePath: inject('chromiumPath'), args: chromiumFlags }),
  );
  return launched;
}

async function ifConnected(before: typeof launched): Promise<Browser | undefined> {
  const browser = await before?.catch(() => undefined);
  return browser?.isConnected() === true ? browser : undefined;
}

/** Settings of the visitor's browser. All other options of Playwright's contexts are allowed too. */
export interface Visit extends Omit<BrowserContextOptions, 'viewport'> {
  width?: number;
  height?: number;
  /** The test violates the page's policy on purpose. In every other test, a violation is an error. */
  breaksPolicy?: boolean;
}

/**
 * A page and the errors that occurred on it. Most tests end with `expect(problems).toEqual([])`. `violations` lists
 * violations of the policy in any tab; they fail a test without an assertion.
 */
export interface OpenPage {
  page: Page;
  problems: string[];
  violations: string[];
}

/**
 * Opens a path of a server in a fresh profile. Call it inside a test: the page closes at the end of the test.
 *
 * @param path relative to the origin, such as `/?limit=25`
 * @returns the page once its document is loaded (rows arrive later), and the live list of problems
 */
export async function openPage(
  server: { origin: string },
  path = '/',
  visit: Visit = {},
): Promise<OpenPage> {
  const opened = await visitPage(server, path, visit);
  onTestFinished(() => closeContext(opened.page.context()));
  if (visit.breaksPolicy !== true) {
    onTestFinished(() => expect(opened.violations).toEqual([]));
  }
  return opened;
}

/** The same for consecutive tests that share one page. It closes at the end of the file. */
export async function openSharedPage(
  server: { origin: string },
  path: string,
  visit: Visit = {},
): Promise<OpenPage> {
  const opened = await visitPage(server, path, visit);
  atEndOfFile(() => closeContext(opened.page.context()));
  return opened;
}

/** Closes a profile. Chromium sometimes ignores this while a page is navigating, so the navigation ends first. */
async function closeContext(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map((page) => page.goto('about:blank').catch(() => {})));
  await context.close();
}

async function visitPage(
  { origin }: { origin: string },
  path: string,
  { width = 1280, height = 800, breaksPolicy: _, ...options }: Visit,
): Promise<OpenPage> {
  const browser = await launchBrowser();
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const violations = await collectViolations(context);
  const page = await context.newPage();
  const problems = await collectProblems(page);
  await page.goto(origin + path);
  return { page, problems, violations };
}

async function collectProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  page.on('console', (message) => {
    const { url } = message.location();
    problems.push(`console ${message.type()}: ${message.text()}${url && ` (${url})`}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    // The page aborts requests that it no longer needs. Chromium reports these with this text.
    if (reason === 'net::ERR_ABORTED') return;
    problems.push(`failed: ${request.method()} ${request.url()}: ${reason}`);
  });
  return problems;
}

/** Collects violations of the policy on all pages of a context, including pop-ups. Each is a console message too. */
async function collectViolations(context: BrowserContext): Promise<string[]> {
  const violations: string[] = [];
  context.on('console', (message) => {
    if (/^policy violation: |Content Security Policy/.test(message.text())) {
      violations.push(`${message.page()?.url()}: ${message.text()}`);
    }
  });
  // Chromium does not report every violation on the console.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(
        `policy violation: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`,
      );
    });
  });
  return violations;
}
