import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Fails where axe finds anything on the page as it is now.
 * @throws Error that lists each rule broken, with the nodes and what is wrong with them
 */
export async function expectAxeClean(page: Page): Promise<void> {
  // By evaluate rather than by a script tag, which the page's policy would refuse.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async (values) => {
    const { axe: injected } = globalThis as unknown as { axe: typeof axe };
    const results: AxeResults = await injected.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    return results.violations;
  }, tags);
  if (violations.length > 0) throw new Error(describeViolations(violations));
}

/** Says which rules are broken, by which nodes and how. */
function describeViolations(violations: AxeResults['violations']): string {
  return violations
    .map(({ id, help, helpUrl, nodes }) => {
      const lines = nodes.map(
        ({ target, html, failureSummary }) =>
          `  ${target.join(' ')}\n    ${html}\n    ${(failureSummary ?? '').replaceAll('\n', '\n    ')}`,
      );
      return `${id}: ${help} (${helpUrl})\n${lines.join('\n')}`;
    })
    .join('\n\n');
}
