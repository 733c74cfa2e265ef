import { parseFaults } from '../src/sample/faults.ts';
import { createSampleApi } from '../src/sample/sampleApi.ts';
import type { FetchHandler } from './nodeHandler.ts';

/**
 * Creates the sample API with the settings of SAMPLE_ROWS and SAMPLE_FAULTS.
 * @throws Error that names an invalid setting and its valid values
 */
export function createConfiguredSampleApi(env: Record<string, string | undefined>): FetchHandler {
  const faults = parseFaults(env['SAMPLE_FAULTS'] ?? '');
  const text = env['SAMPLE_ROWS'];
  if (!text) return createSampleApi({ faults: () => faults });
  if (!/^\d+$/.test(text)) throw new Error(`SAMPLE_ROWS must be a whole number, but is "${text}".`);
  try {
    return createSampleApi({ faults: () => faults, rows: Number(text) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`SAMPLE_ROWS cannot be "${text}". ${reason}`, { cause: error });
  }
}
