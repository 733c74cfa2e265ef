import { readFileSync } from 'node:fs';
import type { AxeResults, default as axe, NodeResult, RunOnly } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(
  new URL('../../node_modules/axe-core/axe.min.js', import.meta.url),
  'utf8',
);
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** A violated rule and the elements that violate it. */
interface Finding {
  rule: string;
  nodes: { target: string; html: string; why: string }[];
}

/**
 * Fails if axe finds a violation on the page in its current state. @throws Error that lists each violated rule with
 * its elements and reasons
 */
export function expectAxeClean(page: Page): Promise<void> {
  return expectClean(page, { type: 'tag', values: tags });
}

/** The same for colour rules only. Other rules do not depend on the theme. @throws Error as above */
export function expectColoursClean(page: Page): Promise<void> {
  return expectClean(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
}

async function expectClean(page: Page, rules: RunOnly): Promise<void> {
  // Uses `evaluate`, because the page's policy blocks a script tag. Injects the long source only once per document.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source);
  const findings = await page.evaluate(findProblems, rules);
  if (findings.length === 0) return;
  const seen = await page.evaluate(() => {
    const theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    return `${innerWidth} × ${innerHeight}, ${theme}`;
  });
  throw new Error(`At ${seen}:\n${describeFindings(findings)}`);
}

/**
 * Runs in the page. If a target is half covered by fixed content, such as the footer on a phone, axe reports it as too
 * small, although this depends only on the scroll position. This function therefore scrolls each such target to the
 * middle and checks it again there.
 */
async function findProblems(rules: RunOnly): Promise<Finding[]> {
  const { axe: injected } = globalThis as unknown as { axe: typeof axe };
  const run = async (runOnly: RunOnly) => {
    const results: AxeResults = await injected.run(document, {
      runOnly,
      resultTypes: ['violations'],
      elementRef: true,
    });
    return results.violations;
  };
  const rested = () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
    });
  const isTooSmallWhenCentred = async (element: HTMLElement) => {
    const scrolled = [...document.querySelectorAll('*')]
      .filter((each) => each.contains(element) && each.scrollHeight > each.clientHeight)
      .map((each) => ({ each, top: each.scrollTop }));
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    await rested();
    const found = await run({ type: 'rule', values: ['target-size'] });
    for (const { each, top } of scrolled) each.scrollTop = top;
    await rested();
    return found.some(({ nodes }) => nodes.some((node) => node.element === element));
  };

  const violations = await run(rules);
  for (const violation of violations.filter(({ id }) => id === 'target-size')) {
    const small: NodeResult[] = [];
    for (const node of violation.nodes) {
      const isWhole =
        node.element !== undefined &&
        [...node.any, ...node.all].some(({ message }) => message.includes('partially obscured')) &&
        !(await isTooSmallWhenCentred(node.element));
      if (!isWhole) small.push(node);
    }
    violation.nodes = small;
  }
  return violations
    .filter(({ nodes }) => nodes.length > 0)
    .map(({ id, help, helpUrl, nodes }) => ({
      rule: `${id}: ${help} (${helpUrl})`,
      // Elements cannot be transferred out of the page.
      nodes: nodes.map(({ target, html, failureSummary = '' }) => ({
        target: target.join(' '),
        html,
        why: failureSummary,
      })),
    }));
}

/** Describes the violated rules, with the elements and reasons. */
function describeFindings(findings: readonly Finding[]): string {
  return findings
    .map(({ rule, nodes }) => {
      const lines = nodes.map(
        ({ target, html, why }) =>
          `  ${target}\n    ${html}\n    ${why.replaceAll('\n', '\n    ')}`,
      );
      return `${rule}\n${lines.join('\n')}`;
    })
    .join('\n\n');
}
