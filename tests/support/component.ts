import '@testing-library/jest-dom/vitest';
import { format } from 'node:util';
import { cleanup } from '@testing-library/react';
import { afterEach, beforeEach, vi } from 'vitest';
import './missingInJsdom.ts';

const output: string[] = [];

beforeEach(() => {
  output.length = 0;
  for (const level of ['error', 'warn', 'log', 'info', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => {
      output.push(`console.${level}: ${format(...words)}`);
    });
  }
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
  document.documentElement.removeAttribute('data-theme');
  // React, jsdom and the libraries say on the console what no assertion looks for.
  if (output.length > 0) throw new Error(output.join('\n'));
});
