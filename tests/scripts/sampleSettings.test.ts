import { describe, expect, test } from 'vitest';
import { createConfiguredSampleApi } from '../../scripts/sampleSettings.ts';

async function countFiles(env: Record<string, string>): Promise<unknown> {
  const api = createConfiguredSampleApi(env);
  const response = await api(new Request('http://localhost/api/public/datafiles/?limit=1'));
  const { count }: { count: unknown } = JSON.parse(await response.text());
  return count;
}

describe('The sample API', () => {
  test('has as many rows as SAMPLE_ROWS', async () => {
    expect(await countFiles({ SAMPLE_ROWS: '1234' })).toBe(1234);
  });

  test('has its default number of rows without SAMPLE_ROWS', async () => {
    expect(await countFiles({})).toBe(15_803);
    expect(await countFiles({ SAMPLE_ROWS: '', SAMPLE_FAULTS: '' })).toBe(15_803);
  });

  test('has the faults of SAMPLE_FAULTS', async () => {
    const api = createConfiguredSampleApi({ SAMPLE_FAULTS: 'fail:1:502' });
    const response = await api(new Request('http://localhost/api/public/datafiles/'));
    expect(response.status).toBe(502);
  });

  test.each(['many', '-1', '1e3', '5'])(
    'rejects SAMPLE_ROWS=%j with a message that names it',
    (text) => {
      expect(() => createConfiguredSampleApi({ SAMPLE_ROWS: text })).toThrow(
        new RegExp(`SAMPLE_ROWS .*"${text}"`),
      );
    },
  );

  test('rejects an unknown token with a message that names it and SAMPLE_FAULTS', () => {
    expect(() => createConfiguredSampleApi({ SAMPLE_FAULTS: 'honour,gremlins' })).toThrow(
      /SAMPLE_FAULTS .*"gremlins"/,
    );
  });
});
