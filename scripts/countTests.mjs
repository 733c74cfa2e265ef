/**
 * Counts the tests in Vitest's report. Failures outside tests also count as failed: a file that does not load, an
 * error outside a test, a crash, a run without tests. So the count never looks better than the run.
 * @param {string | undefined} report the text of Vitest's JSON report, if there is one
 * @param {number} exitCode Vitest's exit code
 */
export function countTests(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    JSON.parse(report);
  /** @type {{status: string, assertionResults: {status: string}[]}[]} */
  const files = testResults;
  const brokenFiles = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = Number(numPassedTests);
  const failed = Number(numFailedTests) + brokenFiles;
  const skipped = Number(numPendingTests) + Number(numTodoTests);
  const isUncounted = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: isUncounted ? 1 : failed, skipped };
}
