import { type Browser, launch, type Page } from 'puppeteer-core';
import { inject, onTestFinished } from 'vitest';
import { atEndOfFile } from './atEndOfFile.ts';

let launched: Promise<Browser> | undefined;

/** Returns the Firefox of this test file, controlled over WebDriver BiDi. It closes after the last test. */
function launchFirefox(): Promise<Browser> {
  if (launched !== undefined) return launched;
  const launching = launch({
    browser: 'firefox',
    executablePath: inject('firefoxPath'),
    headless: true,
    extraPrefsFirefox: {
      // Disables background requests, and fixes the locale for dates.
      'app.normandy.enabled': false,
      'browser.safebrowsing.malware.enabled': false,
      'browser.safebrowsing.phishing.enabled': false,
      'intl.accept_languages': 'en-GB',
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      'services.settings.server': 'data:,',
    },
  });
  atEndOfFile(async () => {
    launched = undefined;
    await (await launching).close();
  });
  launched = launching;
  return launching;
}

/** A page in Firefox and the errors that occurred on it. */
export interface FirefoxPage {
  page: Page;
  problems: string[];
}

/**
 * Opens a path of a server in a fresh profile of Firefox. Call it inside a test: the page closes at the end of the
 * test.
 *
 * @param path relative to the origin, such as `/?limit=25`
 * @returns the page once its document is loaded (rows arrive later), and the live list of problems
 */
export async function openFirefox(
  { origin }: { origin: string },
  path = '/',
  { width = 1280, height = 800 } = {},
): Promise<FirefoxPage> {
  const browser = await launchFirefox();
  const context = await browser.createBrowserContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.setViewport({ width, height });
  const problems = await collectProblems(page);
  await page.goto(origin + path);
  return { page, problems };
}

async function collectProblems(page: Page): Promise<string[]> {
  const problems: string[] = [];
  page.on('console', (message) => {
    problems.push(`console ${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${String(error)}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    // The page aborts requests that it no longer needs. Firefox reports these with this text.
    if (reason.includes('NS_BINDING_ABORTED')) return;
    problems.push(`failed: ${request.method()} ${request.url()}: ${reason}`);
  });
  // Firefox does not report policy violations on the page's console.
  await page.evaluateOnNewDocument(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(
        `policy violation: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`,
      );
    });
  });
  return problems;
}
