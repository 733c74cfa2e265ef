import { expect, test } from 'vitest';
import { countTests } from '../../scripts/countTests.mjs';

function report(passed: number, failed: number, files: unknown[] = []): string {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: files,
  });
}

test('counts passed, failed and skipped tests', () => {
  expect(countTests(report(5, 1), 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
  expect(countTests(report(5, 0), 0)).toEqual({ passed: 5, failed: 0, skipped: 3 });
});

test.each([
  ['a crash without a report', undefined, 1],
  ['an error outside any test', report(5, 0), 1],
  ['a run without tests', report(0, 0), 0],
  [
    'a file that does not load',
    report(5, 0, [{ status: 'failed', assertionResults: [{ status: 'passed' }] }]),
    1,
  ],
])('counts %s as a failure', (_what, text, exitCode) => {
  expect(countTests(text, exitCode).failed).toBe(1);
});
