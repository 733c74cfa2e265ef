import { askEarly } from './queries/askEarly.ts';
import { createWorkerPolicy } from './queries/workerPolicy.ts';

// Before any other script of the page can run.
createWorkerPolicy();
askEarly();
