import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { root, run } from './run.mjs';

// Runs all property tests with another seed and more cases than `npm test`. Arguments select files by a part of
// their name; options go to Vitest.

installMissing();
const runs = process.env.FUZZ_RUNS ?? '20';
const seed = process.env.FUZZ_SEED ?? String(randomInt(2 ** 31));
const args = process.argv.slice(2);
const options = args.filter((word) => word.startsWith('-'));
const chosen = args.filter((arg) => !arg.startsWith('-'));
const files = readdirSync(join(root, 'tests'), { recursive: true })
  .map((file) => join('tests', String(file)))
  .filter((file) => /\.test\.tsx?$/.test(file))
  .filter((file) => chosen.length === 0 || chosen.some((word) => file.includes(word)))
  .filter((file) => readFileSync(join(root, file), 'utf8').includes('fc.assert('));

const again = ['npm run fuzz', ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
const repeat = `FUZZ_RUNS=${runs} FUZZ_SEED=${seed} ${again}`;
console.log(`${files.length} files, ${runs} times as many cases. Repeat this run: ${repeat}`);
const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--testTimeout=0'];
const { code } = await run(process.execPath, [...vitest, ...options, ...files], {
  env: { ...process.env, FUZZ_RUNS: runs, FUZZ_SEED: seed },
});
if (code !== 0) console.log(`Repeat this run: ${repeat}`);
process.exitCode = code;
