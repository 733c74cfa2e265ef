import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, expectSearch } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

/** Everything that a page could store in a browser. */
async function storageOf(page: Page) {
  const own = await page.evaluate(async () => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: 'caches' in globalThis ? await caches.keys() : [],
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  }));
  return { ...own, cookies: await page.context().cookies() };
}

const nothing = { local: [], session: [], databases: [], caches: [], workers: 0, cookies: [] };

describe('The Content Security Policy', () => {
  test('is part of the served page, and allows only what the page needs', async () => {
    const html = await (await fetch(`${app.origin}/`)).text();
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
    const rules = new Map(
      policy.split(';').map((rule) => {
        const [name = '', ...values] = rule.trim().split(/\s+/);
        return [name, values.join(' ')];
      }),
    );
    expect(rules.get('default-src')).toBe("'none'");
    expect(rules.get('script-src')).toBe("'self'");
    expect(rules.get('style-src')).toBe("'self'");
    // The page narrows this at runtime; `apiOrigin.test.ts` proves that it contacts no other origin.
    expect(rules.get('connect-src')).toBe("'self' http: https:");
    expect(html.match(/https?:\/\/[^/"]+/g)).toEqual(['https://www.openhumans.org']);
    expect(rules.get('base-uri')).toBe("'none'");
    expect(rules.get('form-action')).toBe("'none'");
    expect(rules.get('require-trusted-types-for')).toBe("'script'");
    expect(policy).not.toMatch(/unsafe|\*/);
    // The policy precedes everything that it governs.
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
    expect(html.indexOf('name="referrer" content="no-referrer"')).toBeGreaterThan(0);
    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=/);
  });

  test('is not violated on a tour of the page, which stores nothing', async () => {
    const { page, problems } = await openPage(app, '/');
    await expectRange(page, '1–100 of 600');
    await page.getByRole('button', { name: 'Last page' }).click();
    await expectRange(page, '501–600 of 600');
    await page.getByRole('combobox', { name: 'Data type' }).pressSequentially('music');
    await page.getByRole('option', { name: /^Music listening/ }).click();
    await expectRange(page, '1–31 of 31');
    await page.getByRole('button', { name: 'why?' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill('spotify');
    await expectSearch(page, '?datatype_id=14&search=spotify');
    await expect
      .poll(() => page.getByRole('status', { name: 'Files found' }).textContent())
      .toMatch(/^\d+ files/);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await expectRange(page, '1–100 of 600');
    await page.goBack();
    await expect
      .poll(() => page.getByRole('status', { name: 'Files found' }).textContent())
      .toMatch(/^\d+ files/);
    expect(await storageOf(page)).toEqual(nothing);
    const elsewhere = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).origin)
        .filter((origin) => origin !== location.origin),
    );
    expect(elsewhere).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('goes with requests without credentials and without a referrer', async () => {
    const { page, problems } = await openPage(app, '/?utm_source=private');
    await expectRange(page, '1–100 of 600');
    const [request] = await Promise.all([
      page.waitForRequest(/\/api\/public\/datafiles\//),
      page.getByRole('button', { name: 'Next page' }).click(),
    ]);
    const headers = await request.allHeaders();
    expect(headers['referer']).toBeUndefined();
    expect(headers['cookie']).toBeUndefined();
    await expectRange(page, '101–200 of 600');
    expect(problems).toEqual([]);
  });
});

describe('The Trusted Types policy', () => {
  const NAME = 'catalogue-worker';

  /** Tries to create a policy with this name that accepts everything. Returns the name of the error. */
  function attempt(page: Page, name: string): Promise<string> {
    return page.evaluate((wanted) => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy: (name: string, rules: object) => unknown };
      };
      try {
        trustedTypes.createPolicy(wanted, { createScriptURL: (url: string) => url });
        return 'created';
      } catch (error) {
        return error instanceof Error ? error.name : 'no error';
      }
    }, name);
  }

  test('takes its name before other scripts can, and no other name is allowed', async () => {
    const { page } = await openPage(app, '/', { breaksPolicy: true });
    await expectRange(page, '1–100 of 600');
    // No feature has needed the worker yet.
    expect(page.workers()).toEqual([]);
    for (const name of [NAME, 'default', 'another']) {
      expect(await attempt(page, name), name).toBe('TypeError');
    }
  });

  test('is created once, by the first script of the page, and starts the worker', async () => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    await page.addInitScript(() => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy: (name: string, rules: object) => unknown };
      };
      const create = trustedTypes.createPolicy.bind(trustedTypes);
      const created: [name: string, by: string][] = [];
      Object.assign(window, { created });
      trustedTypes.createPolicy = (name, rules) => {
        // The outermost caller, because both entries share the chunk with the policy.
        const callers = [...(new Error().stack ?? '').matchAll(/assets\/(\w+)-/g)];
        created.push([name, callers.at(-1)?.[1] ?? '']);
        return create(name, rules);
      };
    });
    await page.goto(`${app.origin}/`);
    await expectRange(page, '1–100 of 600');
    const worker = page.waitForEvent('worker');
    await page.getByRole('searchbox', { name: 'Search' }).fill('spotify');
    expect(new URL((await worker).url()).origin).toBe(app.origin);
    await expect
      .poll(() => page.getByRole('status', { name: 'Files found' }).textContent())
      .toMatch(/^\d+ files/);
    expect(await page.evaluate(() => Reflect.get(window, 'created') as unknown)).toEqual([
      [NAME, 'preload'],
    ]);
    expect(problems).toEqual([]);
  });

  test('leaves the page without a worker, but working, if another script took the name first', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank', { breaksPolicy: true });
    await page.addInitScript((name) => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy: (name: string, rules: object) => unknown };
      };
      const taken = () =>
        trustedTypes.createPolicy(name, { createScriptURL: () => 'https://evil.example/x.js' });
      Object.assign(window, { taken });
      // The policy applies as soon as the page's head is parsed.
      new MutationObserver((_, observer) => {
        if (document.querySelector('meta[http-equiv]') === null) return;
        observer.disconnect();
        taken();
      }).observe(document, { childList: true, subtree: true });
    }, NAME);
    await page.goto(`${app.origin}/`);
    await expectRange(page, '1–100 of 600');
    await page.getByRole('searchbox', { name: 'Search' }).fill('spotify');
    await expect
      .poll(() => page.getByRole('status', { name: 'Files found' }).textContent())
      .toMatch(/^\d+ files/);
    expect(page.workers()).toEqual([]);
  });
});

describe('The theme', () => {
  function button(page: Page) {
    return page.getByRole('button', { name: /^Theme: / });
  }

  /** The computed colours of the page, as light or dark. */
  function shade(page: Page): Promise<'light' | 'dark'> {
    return page.evaluate(() => {
      const [red = 0] = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? [];
      return Number(red) > 127 ? 'light' : 'dark';
    });
  }

  test('cycles from system to light to dark, and is the only stored value', async () => {
    const { page, problems } = await openPage(app, '/', { colorScheme: 'dark' });
    await expectRange(page, '1–100 of 600');
    expect(await button(page).getAttribute('aria-label')).toBe('Theme: system');
    expect(await shade(page)).toBe('dark');
    expect((await storageOf(page)).local).toEqual([]);
    await button(page).click();
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Theme: light');
    expect(await shade(page)).toBe('light');
    await page.reload();
    await expectRange(page, '1–100 of 600');
    expect(await button(page).getAttribute('aria-label')).toBe('Theme: light');
    expect(await shade(page)).toBe('light');
    expect(await storageOf(page)).toEqual({
      ...nothing,
      local: [['open-humans-data-explorer:theme', 'light']],
    });
    await button(page).click();
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Theme: dark');
    await button(page).click();
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Theme: system');
    expect(await shade(page)).toBe('dark');
    expect(problems).toEqual([]);
  });

  test('follows the system by default', async () => {
    const { page, problems } = await openPage(app, '/', { colorScheme: 'light' });
    await expectRange(page, '1–100 of 600');
    expect(await shade(page)).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await shade(page)).toBe('dark');
    expect(problems).toEqual([]);
  });

  test('ignores an invalid stored value', async () => {
    const { page, problems } = await openPage(app, '/');
    const foreign = [
      ['theme', 'purple'],
      ['table', '{"density":"compact"}'],
      ['saved-views', '[]'],
    ] as const;
    await page.evaluate((texts) => {
      for (const [key, text] of texts) localStorage.setItem(key, text);
    }, foreign);
    await page.reload();
    await expectRange(page, '1–100 of 600');
    expect(await button(page).getAttribute('aria-label')).toBe('Theme: system');
    await button(page).click();
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Theme: light');
    const { local } = await storageOf(page);
    expect(new Map(local)).toEqual(
      new Map([...foreign, ['open-humans-data-explorer:theme', 'light']]),
    );
    expect(problems).toEqual([]);
  });

  test('moves to the page’s own key once, with all other settings of an earlier release', async () => {
    const { page, problems } = await openPage(app, '/', { colorScheme: 'light' });
    const views = JSON.stringify({
      about: 'Saved views of the Open Humans Data Explorer: names and addresses, no data.',
      views: [{ name: 'Songs', address: '?source_project_id=176', last: null }],
    });
    const old = [
      ['theme', 'dark'],
      ['welcomed', 'yes'],
      ['saved-views', views],
    ] as const;
    const keepOld = () =>
      page.evaluate((texts) => {
        for (const [key, text] of texts) localStorage.setItem(key, text);
      }, old);
    await expectRange(page, '1–100 of 600');
    expect(await shade(page)).toBe('light');
    await keepOld();
    await page.reload();
    await expectRange(page, '1–100 of 600');
    expect(await shade(page)).toBe('dark');
    expect(await page.getByRole('complementary', { name: 'Welcome' }).count()).toBe(0);
    const moved = new Map(
      old.map(([key, text]) => [`open-humans-data-explorer:${key}`, text] as const),
    );
    expect(new Map((await storageOf(page)).local)).toEqual(moved);
    await page.getByRole('button', { name: 'Saved views', exact: true }).click();
    await page.getByRole('link', { name: 'Songs' }).click();
    await expectRange(page, '1–31 of 31');
    await button(page).click();
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Theme: system');
    // Values of an earlier release do not replace newer ones.
    await keepOld();
    await page.reload();
    await expectRange(page, '1–31 of 31');
    expect(await button(page).getAttribute('aria-label')).toBe('Theme: system');
    expect(problems).toEqual([]);
  });
});
