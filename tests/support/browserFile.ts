import { afterAll } from 'vitest';
import { closeOpened } from './atEndOfFile.ts';

// Vitest runs this module for each test file, unlike modules that the files share.
afterAll(closeOpened);
