import { randomInt } from 'node:crypto';
import { installMissing } from './install.mjs';
import { run } from './run.mjs';

// Runs the random user of tests/browser/soak.test.ts for longer than `npm test` does, with another seed.

installMissing();
const steps = process.env.SOAK_STEPS ?? '300';
const seed = process.env.SOAK_SEED ?? String(randomInt(2 ** 31));
console.log(`Repeat this run: SOAK_STEPS=${steps} SOAK_SEED=${seed} npm run soak`);
const args = ['run', '--project', 'browser', 'tests/browser/soak.test.ts'];
const { code } = await run(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
  env: { ...process.env, SOAK_STEPS: steps, SOAK_SEED: seed },
});
process.exitCode = code;
