import { describe, expect, test } from 'vitest';
import { expectAxeClean } from './axe.ts';
import { openPage } from './browser.ts';

/**
 * Opens a document with a footer that stays in place over the scrolled content. A button in it takes the full width.
 */
async function openBlank(content: string) {
  const { page } = await openPage({ origin: 'about:' }, 'blank', { width: 300, height: 200 });
  await page.setContent(`<!doctype html><html lang="en"><title>Targets</title><style>
    * { margin: 0; padding: 0; border: 0 }
    main { height: 900px; padding-top: 136px }
    footer, footer button { position: fixed; bottom: 0; width: 100%; height: 50px }
    button { display: block; width: 300px }
    </style><main><h1>Targets</h1>${content}</main><footer><button>Foot</button></footer>`);
  return page;
}

describe('A target half covered by fixed content', () => {
  test('is not reported as too small, and the scroll position stays', async () => {
    const page = await openBlank('<button style="height: 40px">Whole</button>');
    await page.evaluate(() => scrollTo(0, 30));
    await expectAxeClean(page);
    expect(await page.evaluate(() => scrollY)).toBe(30);
  });

  test('is reported if it is too small without the cover too', async () => {
    const small = '<button style="height: 10px">One</button>';
    const page = await openBlank(`${small}${small}${small}`);
    await expect(expectAxeClean(page)).rejects.toThrow('target-size');
  });

  test('is reported if scrolling can never uncover it', async () => {
    const lid =
      '<button style="position: absolute; top: 160px; height: 30px; left: 0">Lid</button>';
    const page = await openBlank(`<button style="height: 30px">Under</button>${lid}`);
    await expect(expectAxeClean(page)).rejects.toThrow('target-size');
  });
});

test('The error contains the window, the rule and the element', async () => {
  const page = await openBlank('<img src="data:,">');
  await expect(expectAxeClean(page)).rejects.toThrow(
    /^At 300 × 200, light:\nimage-alt: [^]*<img src="data:,">/,
  );
});
