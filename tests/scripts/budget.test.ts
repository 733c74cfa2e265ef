import { expect, test } from 'vitest';
import { listInitialScripts } from '../../scripts/budget.mjs';

test('counts the scripts of the page and their static imports as the first view, but no dynamic imports', () => {
  const manifest = {
    'src/first.ts': { file: 'assets/first.js', isEntry: true, imports: ['_b.js'] },
    'src/worker.ts': { file: 'assets/worker.js', isEntry: true, imports: ['_d.js'] },
    '_d.js': { file: 'assets/d.js' },
    'index.html': { file: 'assets/index.js', isEntry: true, imports: ['_a.js', '_b.js'] },
    '_a.js': { file: 'assets/a.js', imports: ['_b.js', '_c.js'] },
    '_b.js': { file: 'assets/b.js' },
    '_c.js': { file: 'assets/c.js', imports: ['_a.js'] },
    'src/sample/sampleApi.ts': { file: 'assets/sampleApi.js', imports: ['_b.js'] },
    'style.css': { file: 'assets/style.css' },
  };
  const html = '<script src="./assets/first.js"></script><script src="./assets/index.js"></script>';
  expect(listInitialScripts(manifest, html).toSorted()).toEqual([
    'assets/a.js',
    'assets/b.js',
    'assets/c.js',
    'assets/first.js',
    'assets/index.js',
  ]);
});
