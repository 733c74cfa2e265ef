import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { root, run } from './run.mjs';

// The benchmarks and the libraries that they compare are a package of their own: tests/bench/.
installMissing();
installMissing('tests/bench');
const bench = join(root, 'tests/bench/bench.mjs');
const { code } = await run(process.execPath, [bench, ...process.argv.slice(2)]);
process.exitCode = code;
