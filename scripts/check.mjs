import { join } from 'node:path';
import { root, run } from './run.mjs';

/** The slowest steps come first, so that the two workers end at about the same time. */
const steps = [
  { name: 'dead code', args: ['knip/bin/knip.js', '--no-progress', '--no-config-hints'] },
  {
    name: 'lint',
    args: [
      'oxlint/bin/oxlint',
      '--type-aware',
      '--deny-warnings',
      '--report-unused-disable-directives',
    ],
  },
  { name: 'bundle budget', script: 'scripts/budget.mjs' },
  { name: 'types', args: ['typescript/bin/tsc', '--noEmit'] },
  { name: 'advisories', script: 'scripts/audit.mjs' },
  { name: 'format', args: ['oxfmt/bin/oxfmt', '--check'] },
];

const failed = (await Promise.all([work(), work()])).flat();
if (failed.length > 0) {
  console.error(`check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

/**
 * Runs steps until none is left.
 * @returns {Promise<string[]>} the names of the steps that failed
 */
async function work() {
  const failures = [];
  for (let step = steps.shift(); step !== undefined; step = steps.shift()) {
    const began = performance.now();
    const [program, ...args] = step.args ?? [];
    const file = program === undefined ? step.script : join('node_modules', program);
    const { code, output } = await run(process.execPath, [join(root, String(file)), ...args], {
      quiet: true,
    });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const remark = step.script && code === 0 ? `: ${output.trim()}` : '';
    console.log(`${code === 0 ? '✓' : '✗'} ${step.name} (${seconds} s)${remark}`);
    if (code === 0) continue;
    console.log(output.trimEnd());
    failures.push(step.name);
  }
  return failures;
}
