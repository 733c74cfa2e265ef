import { afterAll } from 'vitest';
import { closeOpened } from './atEndOfFile.ts';

// Vitest runs this for each test file, whatever runs once for several.
afterAll(closeOpened);
