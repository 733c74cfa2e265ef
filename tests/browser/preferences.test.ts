import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../support/app.ts';
import { openPage } from '../support/browser.ts';
import { resetApp, expectRange, rowsOf } from './explorer.ts';

const app = await startApp({ rows: 600 });
beforeEach(() => resetApp(app));

describe('In forced colours', () => {
  const forced = { forcedColors: 'active' } as const;

  /** A computed style by its CSS property, optionally of a pseudo-element. */
  function computedStyleOf(element: Locator, name: string, part = ''): Promise<string> {
    return element.evaluate(
      (each, [property = '', pseudo = '']) =>
        getComputedStyle(each, pseudo).getPropertyValue(property),
      [name, part],
    );
  }

  /** The system colours in this browser. */
  function systemColours(page: Page) {
    return page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement('i'));
      const read = (name: string) => {
        probe.style.setProperty('color', name);
        return getComputedStyle(probe).color;
      };
      const colours = {
        ground: read('Canvas'),
        text: read('CanvasText'),
        highlight: read('Highlight'),
      };
      probe.remove();
      return colours;
    });
  }

  test('chips, downloads, notices and focused elements have edges', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176&limit=0', forced);
    await expectRange(page, '1–31 of 31');
    // The names arrive after the ids and create new chips.
    await page.getByRole('listitem').filter({ hasText: 'Spotify' }).first().waitFor();
    const edge = async (selector: string) => {
      const element = page.locator(selector).first();
      const [style, width, colour, ground] = await Promise.all(
        ['border-top-style', 'border-top-width', 'border-top-color', 'background-color'].map(
          (name) => computedStyleOf(element, name),
        ),
      );
      return `${style} ${width} ${colour === ground ? 'hidden' : 'seen'}`;
    };
    for (const selector of [
      '[aria-label="Active filters"] li',
      '[data-column="download"] a',
      '[role="alert"] ul',
    ]) {
      expect(await edge(selector), selector).toBe('solid 1px seen');
    }
    await page.keyboard.press('Tab');
    const ring = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(ring).toBe('solid');
    expect(problems).toEqual([]);
  });

  test('a filter that excludes looks different from one that includes', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&username__not=member_02',
      forced,
    );
    const chips = page.getByRole('list', { name: 'Active filters' }).getByRole('listitem');
    await expect.poll(() => chips.count()).toBe(2);
    // The names arrive after the ids and create new chips.
    await chips.filter({ hasText: 'Spotify' }).waitFor();
    expect(await computedStyleOf(chips.nth(0), 'border-top-style')).toBe('solid');
    expect(await computedStyleOf(chips.nth(1), 'border-top-style')).toBe('dashed');
    expect(await computedStyleOf(chips.nth(1), 'outline-style')).toBe('none');
    expect(problems).toEqual([]);
  });

  test('the overview’s bars and timeline are visible', async () => {
    const { page, problems } = await openPage(
      app,
      '/?source_project_id=176&source_project_id__not=62&created_start=2021-01-01',
      forced,
    );
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    const overview = page.getByRole('region', { name: 'Overview' });
    const bar = (group: string, name: RegExp) =>
      overview.getByRole('list', { name: group }).getByRole('link', { name }).first();
    await bar('Members', /^member_/).waitFor();
    const { text, ground, highlight } = await systemColours(page);
    expect(text).not.toBe(ground);
    const widths: number[] = [];
    for (const link of [bar('Members', /^member_/), bar('Projects', /^Fitbit/)]) {
      expect(await computedStyleOf(link, 'border-bottom-style', '::after')).toBe('solid');
      expect(await computedStyleOf(link, 'border-bottom-color', '::after')).toBe(text);
      widths.push(Number.parseFloat(await computedStyleOf(link, 'width', '::after')));
    }
    expect(widths[0]).toBeGreaterThan(40);
    expect(widths[1]).toBe(0);
    expect(await computedStyleOf(bar('Projects', /^Spotify/), 'outline-style')).toBe('solid');
    expect(await computedStyleOf(bar('Projects', /^Fitbit/), 'outline-style')).toBe('dashed');
    expect(await computedStyleOf(bar('Members', /^member_/), 'outline-style')).toBe('none');
    const picture = overview.getByRole('img');
    expect(await computedStyleOf(picture.locator('rect').first(), 'fill')).toBe(text);
    expect(await computedStyleOf(picture.locator('g path'), 'stroke')).toBe(highlight);
    expect(problems).toEqual([]);
  });

  test('selected rows and the edges of headings are visible', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', forced);
    await expectRange(page, '1–31 of 31');
    await rowsOf(page).nth(1).getByRole('checkbox').check();
    const { text, ground, highlight } = await systemColours(page);
    const outlines = async () => [
      await computedStyleOf(rowsOf(page).nth(0), 'outline-style'),
      await computedStyleOf(rowsOf(page).nth(1), 'outline-style'),
      await computedStyleOf(rowsOf(page).nth(1), 'outline-color'),
    ];
    await expect.poll(outlines).toEqual(['none', 'solid', highlight]);
    const edge = page.getByRole('separator', { name: 'Width of Project' });
    await edge.hover();
    expect(await computedStyleOf(edge, 'background-color', '::after')).toBe(highlight);
    const other = page.getByRole('separator', { name: 'Width of Member' });
    expect(await computedStyleOf(other, 'background-color', '::after')).toBe(text);
    expect(await computedStyleOf(other, 'opacity', '::after')).toBe('1');
    expect(text).not.toBe(ground);
    expect(problems).toEqual([]);
  });
});

describe('With reduced motion, nothing moves', () => {
  /** The elements with an animation or transition of more than 10 ms, such as `DIV::before transition 0.1s`. */
  function moving(page: Page): Promise<string[]> {
    return page.evaluate(() => {
      const found = new Set<string>();
      for (const element of document.querySelectorAll('*')) {
        for (const part of ['', '::before', '::after', '::backdrop', '::marker']) {
          const style = getComputedStyle(element, part);
          for (const kind of ['transition', 'animation'] as const) {
            const name = kind === 'animation' ? style.animationName : style.transitionProperty;
            const durations = style[`${kind}Duration`].split(',').map(Number.parseFloat);
            const longest = Math.max(0, ...durations);
            if (name !== 'none' && longest > 0.01) {
              found.add(`${element.tagName}${part} ${kind} ${longest}s`);
            }
          }
          if (style.scrollBehavior === 'smooth') found.add(`${element.tagName} scroll-behavior`);
        }
      }
      return [...found];
    });
  }

  test('while the page loads', async () => {
    app.faults = 'stall:1';
    const { page } = await openPage(app, '/', { reducedMotion: 'reduce' });
    await page.getByRole('status', { name: 'Loading files' }).waitFor();
    expect(await moving(page)).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect
      .poll(() => page.evaluate(() => document.getAnimations().length))
      .toBeGreaterThan(0);
    expect(await moving(page)).toContainEqual(expect.stringMatching(/^SPAN animation/));
  });

  test('with the overview open, rows selected, and in every drawer', async () => {
    const { page, problems } = await openPage(app, '/?source_project_id=176', {
      reducedMotion: 'reduce',
    });
    await expectRange(page, '1–31 of 31');
    await page.getByRole('button', { name: 'Overview', exact: true }).click();
    await page.getByRole('slider', { name: 'First day' }).waitFor();
    await rowsOf(page).first().getByRole('checkbox').check();
    expect(await moving(page)).toEqual([]);
    for (const name of ['Help', 'Saved views', 'Take away 31 files', 'Members who share…']) {
      await page.getByRole('button', { name, exact: true }).click();
      await page.getByRole('dialog').waitFor();
      expect(await moving(page), name).toEqual([]);
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving(page)).toContainEqual(expect.stringMatching(/^TBODY transition/));
    expect(problems).toEqual([]);
  });
});
