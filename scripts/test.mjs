import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallChromium } from './chromium.mjs';
import { countTests } from './countTests.mjs';
import { installMissing } from './install.mjs';
import { installPrograms } from './programs.mjs';
import { root, run } from './run.mjs';

installMissing();
try {
  await installPrograms();
  process.env.CHROMIUM_PATH = await findOrInstallChromium();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  end({ passed: 0, failed: 1, skipped: 0 });
}
const check = await run(process.execPath, ['scripts/check.mjs']);
if (check.code !== 0) end({ passed: 0, failed: 1, skipped: 0 });

// One report file per run, because runs may overlap.
const report = join(root, `.cache/tests-${process.pid}.json`);
mkdirSync(join(root, '.cache'), { recursive: true });
const vitest = await run(process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
const text = existsSync(report) ? readFileSync(report, 'utf8') : undefined;
rmSync(report, { force: true });
end(countTests(text, vitest.code));

/**
 * Prints the total as the last line and exits.
 * @param {{passed: number, failed: number, skipped: number}} count
 * @returns {never}
 */
function end({ passed, failed, skipped }) {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed === 0 ? 0 : 1);
}
