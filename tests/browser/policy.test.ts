import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { beginAnew, expectRange, expectSearch } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => beginAnew(app));

/** Everything that a page could leave behind in a browser. */
async function keptBy(page: Page) {
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

describe('The page’s policy', () => {
  test('stands in the page as it is served, and names no more than is needed', async () => {
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
    // Which of these it is, the page says below; `apiOrigin.test.ts` proves that no other is asked.
    expect(rules.get('connect-src')).toBe("'self' http: https:");
    expect(html.match(/https?:\/\/[^/"]+/g)).toEqual(['https://www.openhumans.org']);
    expect(rules.get('base-uri')).toBe("'none'");
    expect(rules.get('form-action')).toBe("'none'");
    expect(rules.get('require-trusted-types-for')).toBe("'script'");
    expect(policy).not.toMatch(/unsafe|\*/);
    // Before anything that it is to rule over.
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
    expect(html.indexOf('name="referrer" content="no-referrer"')).toBeGreaterThan(0);
    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=/);
  });

  test('is broken nowhere on a way through the page, which leaves nothing behind', async () => {
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
    expect(await keptBy(page)).toEqual(nothing);
    const elsewhere = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => new URL(name).origin)
        .filter((origin) => origin !== location.origin),
    );
    expect(elsewhere).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('asks for no credentials and tells no referrer', async () => {
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

describe('The one Trusted Types policy', () => {
  const NAME = 'catalogue-worker';

  /** Tries to create a policy of this name that accepts everything; gives the error's name. */
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

  test('takes its name before any other script could, and no other name is free', async () => {
    const { page } = await openPage(app, '/', { breaksPolicy: true });
    await expectRange(page, '1–100 of 600');
    // Nothing has needed the worker yet.
    expect(page.workers()).toEqual([]);
    for (const name of [NAME, 'default', 'another']) {
      expect(await attempt(page, name), name).toBe('TypeError');
    }
  });

  test('is created by the first script of the page, once, and starts the worker', async () => {
    const { page, problems } = await openPage({ origin: 'about:' }, 'blank');
    await page.addInitScript(() => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy: (name: string, rules: object) => unknown };
      };
      const create = trustedTypes.createPolicy.bind(trustedTypes);
      const created: [name: string, by: string][] = [];
      Object.assign(window, { created });
      trustedTypes.createPolicy = (name, rules) => {
        // The outermost caller: the code of the policy is in a chunk that both entries share.
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

  test('that a script took before the page could leaves the page without a worker, not broken', async () => {
    const { page } = await openPage({ origin: 'about:' }, 'blank', { breaksPolicy: true });
    await page.addInitScript((name) => {
      const { trustedTypes } = window as unknown as {
        trustedTypes: { createPolicy: (name: string, rules: object) => unknown };
      };
      const taken = () =>
        trustedTypes.createPolicy(name, { createScriptURL: () => 'https://evil.example/x.js' });
      Object.assign(window, { taken });
      // The page's policy is known once its head is there.
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

  /** The page's real colours, as light or dark. */
  function shade(page: Page): Promise<'light' | 'dark'> {
    return page.evaluate(() => {
      const [red = 0] = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? [];
      return Number(red) > 127 ? 'light' : 'dark';
    });
  }

  test('goes round from system by light to dark, and is the only thing that is kept', async () => {
    const { page, problems } = await openPage(app, '/', { colorScheme: 'dark' });
    await expectRange(page, '1–100 of 600');
    expect(await button(page).getAttribute('aria-label')).toBe('Theme: system');
    expect(await shade(page)).toBe('dark');
    expect((await keptBy(page)).local).toEqual([]);
    await button(page).click();
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Theme: light');
    expect(await shade(page)).toBe('light');
    await page.reload();
    await expectRange(page, '1–100 of 600');
    expect(await button(page).getAttribute('aria-label')).toBe('Theme: light');
    expect(await shade(page)).toBe('light');
    expect(await keptBy(page)).toEqual({
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

  test('follows the system while none is chosen', async () => {
    const { page, problems } = await openPage(app, '/', { colorScheme: 'light' });
    await expectRange(page, '1–100 of 600');
    expect(await shade(page)).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await shade(page)).toBe('dark');
    expect(problems).toEqual([]);
  });

  test('is nobody else’s business: a nonsense value kept by another is ignored', async () => {
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
    const { local } = await keptBy(page);
    expect(new Map(local)).toEqual(
      new Map([...foreign, ['open-humans-data-explorer:theme', 'light']]),
    );
    expect(problems).toEqual([]);
  });

  test('and all else that an earlier release kept moves to the page’s own keys, once', async () => {
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
    expect(new Map((await keptBy(page)).local)).toEqual(moved);
    await page.getByRole('button', { name: 'Saved views', exact: true }).click();
    await page.getByRole('link', { name: 'Songs' }).click();
    await expectRange(page, '1–31 of 31');
    await button(page).click();
    await expect.poll(() => button(page).getAttribute('aria-label')).toBe('Theme: system');
    // An old text that comes later is not newer.
    await keepOld();
    await page.reload();
    await expectRange(page, '1–31 of 31');
    expect(await button(page).getAttribute('aria-label')).toBe('Theme: system');
    expect(problems).toEqual([]);
  });
});
