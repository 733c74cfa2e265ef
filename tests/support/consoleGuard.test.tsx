import { render } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { failOnConsoleOutput, takeConsoleOutput } from './consoleGuard.ts';

/**
 * Renders a component that the development build of React warns about, and the production build does not. React warns
 * once for each `displayName`.
 */
function renderWithWarning(displayName: string): void {
  function ItemsWithoutKeys() {
    // oxlint-disable-next-line react/jsx-key -- the subject of the test
    return ['a', 'b'].map((text) => <p>{text}</p>);
  }
  ItemsWithoutKeys.displayName = displayName;
  render(<ItemsWithoutKeys />);
}

describe('console guard', () => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'table'] as const) {
    test(`reports the text of console.${method}`, () => {
      console[method]('%d files of %s', 3, 'Ann');
      expect(failOnConsoleOutput).toThrow(`console.${method}: 3 files of Ann`);
    });

    // Vitest inverts the result after the hooks have run, so this fails unless a hook fails the test.
    // oxlint-disable-next-line vitest/expect-expect -- the hook has the assertion
    test.fails(`fails a test that calls console.${method}`, () => {
      console[method]('output');
    });
  }

  test('passes a test without output', () => {
    expect(takeConsoleOutput()).toEqual([]);
    expect(failOnConsoleOutput).not.toThrow();
  });

  test('reports what jsdom does not implement', () => {
    window.alert('output');
    expect(takeConsoleOutput()).toEqual([`jsdom: Not implemented: Window's alert() method`]);
  });

  // oxlint-disable-next-line vitest/expect-expect -- the hook has the assertion
  test.fails('fails a test in which React warns', () => {
    renderWithWarning('InFailingTest');
  });
});

test('component tests run the development build of React', () => {
  expect(process.env['NODE_ENV']).toBe('test');
  renderWithWarning('InDevelopment');
  expect(takeConsoleOutput().join()).toContain('unique "key" prop');
});
