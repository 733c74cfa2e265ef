import fc from 'fast-check';

// The module that tests get when they import `fast-check`: the same, with central settings for seeds and runs.

/** The default seed, so that a failure is reproducible on every machine. */
const SEED = 20_250_902;

const { FUZZ_RUNS, FUZZ_SEED } = process.env;

function withSeed<Ts>(parameters: fc.Parameters<Ts> = {}): fc.Parameters<Ts> {
  if (FUZZ_RUNS === undefined) return { seed: SEED, ...parameters };
  const numRuns = Math.ceil((parameters.numRuns ?? 100) * Number(FUZZ_RUNS));
  return { ...parameters, seed: Number(FUZZ_SEED ?? SEED), numRuns };
}

function assert<Ts>(property: fc.IAsyncProperty<Ts>, parameters?: fc.Parameters<Ts>): Promise<void>;
function assert<Ts>(property: fc.IProperty<Ts>, parameters?: fc.Parameters<Ts>): void;
function assert<Ts>(property: fc.IRawProperty<Ts>, parameters?: fc.Parameters<Ts>) {
  return fc.assert(property, withSeed(parameters));
}

export * from 'fast-check';
// oxlint-disable-next-line import/no-default-export -- replaces a module with a default export
export default { ...fc, assert };
