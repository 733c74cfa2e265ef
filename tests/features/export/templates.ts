import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Templates } from '../../../src/features/export/script.ts';

const folder = resolve(import.meta.dirname, '../../../src/features/export');

/** The script templates as the page loads them. */
export const templates: Templates = {
  python: readFileSync(resolve(folder, 'download.py'), 'utf8'),
  bash: readFileSync(resolve(folder, 'download.sh'), 'utf8'),
};
