import { describe, expect, test } from 'vitest';
import { ApiError, type ApiErrorKind } from '../../src/api/ApiError.ts';
import { isSourceName } from '../../src/api/source.ts';

describe('An ApiError', () => {
  test('is an Error with a message and structured fields', () => {
    const cause = new TypeError('x');
    const error = new ApiError('refused', 'No.', {
      status: 503,
      retryAfter: 0,
      detail: 'Busy.',
      cause,
    });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'ApiError',
      message: 'No.',
      kind: 'refused',
      status: 503,
      retryAfter: 0,
      detail: 'Busy.',
      cause,
    });
    expect(new ApiError('timeout', 'Late.')).toMatchObject({
      status: null,
      retryAfter: null,
      detail: null,
    });
  });

  test.each<[ApiErrorKind, number | undefined, boolean]>([
    ['timeout', undefined, true],
    ['unreachable', undefined, true],
    ['offline', undefined, false],
    ['unexpected', undefined, false],
    ['not-json', 200, false],
    ['refused', 400, false],
    ['refused', 403, false],
    ['refused', 404, false],
    ['refused', 429, true],
    ['refused', 500, false],
    ['refused', 502, true],
    ['refused', 503, true],
    ['refused', 504, true],
  ])('%s with status %s is transient: %s', (kind, status, isTransient) => {
    const error = new ApiError(kind, 'x', status === undefined ? {} : { status });
    expect(error.isTransient).toBe(isTransient);
  });
});

test.each([
  ['live', true],
  ['sample', true],
  ['Live', false],
  ['', false],
  ['toString', false],
  [null, false],
  [['live'], false],
])('%j is the name of a source: %s', (value, isOne) => {
  expect(isSourceName(value)).toBe(isOne);
});
