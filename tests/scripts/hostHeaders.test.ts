import { describe, expect, test } from 'vitest';
import { hostHeaders } from '../../scripts/hostHeaders.ts';

const text = `# a comment
/*
  A: all
  B: with: colons; and more
/assets/*
  # another
  C: parts

/only
  D: this`;

describe('hostHeaders', () => {
  test.each([
    ['/', { A: 'all', B: 'with: colons; and more' }],
    ['/assets/a.js', { A: 'all', B: 'with: colons; and more', C: 'parts' }],
    ['/assets', { A: 'all', B: 'with: colons; and more' }],
    ['/only', { A: 'all', B: 'with: colons; and more', D: 'this' }],
    ['/only/more', { A: 'all', B: 'with: colons; and more' }],
  ])('returns the headers of %s', (path, headers) => {
    expect(Object.fromEntries(hostHeaders(text, path))).toEqual(headers);
  });

  test('rejects files that hosts interpret differently', () => {
    expect(() => hostHeaders('/*\n  A: 1\n/a\n  A: 2', '/a')).toThrow('A twice for /a');
    expect(() => hostHeaders('/*\n  no header', '/')).toThrow('no header');
    expect(() => hostHeaders('  A: of no path', '/')).toThrow('of no path');
  });
});
