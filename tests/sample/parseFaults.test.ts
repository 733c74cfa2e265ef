import { describe, expect, it } from 'vitest';
import { faultTokens, noFaults, parseFaults } from '../../src/sample/faults.ts';

/** Replaces the placeholders N, S, MS and STATUS of a documented token by numbers. */
function example(token: string): string {
  return token.replace('STATUS', '429').replace(/:(N|S|MS)\b/g, ':7');
}

describe('parseFaults', () => {
  it('returns no faults for empty text', () => {
    expect(parseFaults('')).toEqual(noFaults);
    expect(parseFaults(' , ')).toEqual(noFaults);
  });

  it.each(faultTokens.map(({ token }) => [token]))('accepts %s, and it has an effect', (token) => {
    expect(parseFaults(example(token))).not.toEqual(noFaults);
  });

  it('has a description for every token, and each token once', () => {
    for (const { does } of faultTokens) expect(does).toMatch(/^[A-Z].*[^.]\.$/);
    expect(new Set(faultTokens.map(({ token }) => token)).size).toBe(faultTokens.length);
  });

  it('combines tokens, with or without spaces', () => {
    const text = 'honour:username, honour:datatype_id ,fail:5:429,retry-after:0,keys:0,unstable';
    expect(parseFaults(text)).toEqual({
      ...noFaults,
      honour: ['username', 'datatype_id'],
      fail: 5,
      failStatus: 429,
      retryAfter: 0,
      keys: 0,
      unstable: true,
    });
  });

  it('collects missing endpoints without duplicates', () => {
    const { missing } = parseFaults('missing:members,missing:datafile,missing:members');
    expect(missing).toEqual(['members', 'datafile']);
    expect(parseFaults('missing:all,missing:members').missing).toHaveLength(8);
  });

  it.each([
    'nonsense',
    'fail',
    'fail:0',
    'fail:x',
    'fail:3:200',
    'fail:3:503:1',
    'slow:-1',
    'missing:datafiles',
    'honour:limit',
    'HONOUR',
    'fail:1.5',
    'stall:',
    'fail:N',
    'constructor',
  ])('rejects %s with a message that names it and the valid tokens', (token) => {
    const valid = faultTokens.map((each) => each.token).join(', ');
    const message = `SAMPLE_FAULTS has an unknown token "${token}". Valid tokens are ${valid}.`;
    expect(() => parseFaults(`honour,${token}`)).toThrow(new Error(message));
  });
});
