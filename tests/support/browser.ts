import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumFlags } from '../../scripts/chromium.mjs';
import { expect, inject, onTestFinished } from 'vitest';
import { atEndOfFile } from './atEndOfFile.ts';

let launched: Promise<Browser> | undefined;

/** The browser of this process, for all of its test files; it ends with it. After a crash there is a new one. */
function launchBrowser(): Promise<Browser> {
  launched = stillThere(launched).then(
    (browser) =>
      browser ?? chromium.launch({ executablePath: inject('chromiumPath'), args: chromiumFlags }),
  );
  return launched;
}

async function stillThere(before: typeof launched): Promise<Browser | undefined> {
  const browser = await before?.catch(() => undefined);
  return browser?.isConnected() === true ? browser : undefined;
}

/** How the visitor's browser is; anything else that Playwright's contexts take may be given too. */
export interface Visit extends Omit<BrowserContextOptions, 'viewport'> {
  width?: number;
  height?: number;
  /** The test breaks the page's policy itself; every other test fails where it is broken. */
  breaksPolicy?: boolean;
}

/**
 * A page, and everything that went wrong on it: `expect(problems).toEqual([])` is how most tests end.
 * `violations` are those of its policy, in any of its tabs; no test need look at them.
 */
export interface OpenPage {
  page: Page;
  problems: string[];
  violations: string[];
}

/**
 * Visits a path of a server in a fresh profile. Call it inside a test: the page closes when that ends.
 * @param path from the origin on, such as `/?limit=25`
 * @returns the page once its document is loaded (rows come later), and the live list of problems
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

/** The same for several tests that go on where the one before has left the page; it closes after the file's last. */
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
    // The page itself takes requests back when they are no longer needed, and says so in this word.
    if (reason === 'net::ERR_ABORTED') return;
    problems.push(`failed: ${request.method()} ${request.url()}: ${reason}`);
  });
  return problems;
}

/** What broke the policy of any page of a context, its pop-ups among them. Each is on the console, too. */
async function collectViolations(context: BrowserContext): Promise<string[]> {
  const violations: string[] = [];
  context.on('console', (message) => {
    if (/^policy violation: |Content Security Policy/.test(message.text())) {
      violations.push(`${message.page()?.url()}: ${message.text()}`);
    }
  });
  // Chromium does not write every violation to its console.
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(
        `policy violation: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`,
      );
    });
  });
  return violations;
}
