import { expect, test } from 'vitest';
import { readAudit } from '../../scripts/audit.mjs';

const vulnerabilities = {
  'left-open': { severity: 'high' },
  'wide-open': { severity: 'critical' },
  drafty: { severity: 'low' },
};

test('reports serious advisories by package', () => {
  const counts = { info: 0, low: 1, moderate: 0, high: 1, critical: 1, total: 3 };
  const text = JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: counts } });
  expect(readAudit(text)).toEqual({
    isFine: false,
    message: 'npm audit reports left-open (high), wide-open (critical)',
  });
});

test('passes with other advisories', () => {
  const counts = { info: 0, low: 1, moderate: 2, high: 0, critical: 0, total: 3 };
  const text = JSON.stringify({ vulnerabilities: {}, metadata: { vulnerabilities: counts } });
  expect(readAudit(text)).toEqual({ isFine: true, message: 'no serious advisory' });
});

test.each([
  [
    'the registry does not support audits',
    '{"message": "405 Method Not Allowed", "statusCode": 405}',
  ],
  ['there is no network', '{"error": {"code": "ENOTFOUND", "summary": "getaddrinfo ENOTFOUND"}}'],
  ['the request times out', ''],
  ['the response is not JSON', '<html>Sign in</html>'],
  ['the response is null', 'null'],
])('passes if %s, and its message says so', (_what, text) => {
  const { isFine, message } = readAudit(text);
  expect(isFine).toBe(true);
  expect(message).toMatch(/^not checked: /);
});
