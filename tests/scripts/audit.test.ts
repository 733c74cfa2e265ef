import { expect, test } from 'vitest';
import { readAudit } from '../../scripts/audit.mjs';

const vulnerabilities = {
  'left-open': { severity: 'high' },
  'wide-open': { severity: 'critical' },
  drafty: { severity: 'low' },
};

test('serious advisories are named', () => {
  const counts = { info: 0, low: 1, moderate: 0, high: 1, critical: 1, total: 3 };
  const text = JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: counts } });
  expect(readAudit(text)).toEqual({
    isFine: false,
    words: 'npm audit reports left-open (high), wide-open (critical)',
  });
});

test('other advisories do not fail the check', () => {
  const counts = { info: 0, low: 1, moderate: 2, high: 0, critical: 0, total: 3 };
  const text = JSON.stringify({ vulnerabilities: {}, metadata: { vulnerabilities: counts } });
  expect(readAudit(text)).toEqual({ isFine: true, words: 'no serious advisory' });
});

test.each([
  [
    'a registry that has no such address',
    '{"message": "405 Method Not Allowed", "statusCode": 405}',
  ],
  ['no network', '{"error": {"code": "ENOTFOUND", "summary": "getaddrinfo ENOTFOUND"}}'],
  ['no time left', ''],
  ['something else', '<html>Sign in</html>'],
  ['nothing at all', 'null'],
])('%s does not fail the check, and the words say so', (_what, text) => {
  const { isFine, words } = readAudit(text);
  expect(isFine).toBe(true);
  expect(words).toMatch(/^not checked: /);
});
