import { join } from 'node:path';
import { installMissing } from './install.mjs';
import { root, run } from './run.mjs';

// What is measured, and what it is measured beside, is a package of its own: see tests/bench/.
installMissing();
installMissing('tests/bench');
const bench = join(root, 'tests/bench/bench.mjs');
const { code } = await run(process.execPath, [bench, ...process.argv.slice(2)]);
process.exitCode = code;
