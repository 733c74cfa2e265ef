import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, vi } from 'vitest';
import { failOnConsoleOutput, guardConsole } from './consoleGuard.ts';
import { resetBrowser } from './missingInJsdom.ts';

guardConsole();

// A request of code that outlives its test must not reach a server.
globalThis.fetch = () => Promise.reject(new TypeError('Component tests have no network.'));

// The limit only determines how long a failing test takes. It is long, so that tests also pass on a busy machine.
configure({ asyncUtilTimeout: 20_000 });

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  resetBrowser();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
  // The page writes the scroll position to the history with a delay. A history step cancels that.
  window.dispatchEvent(new PopStateEvent('popstate'));
  document.head.replaceChildren();
  document.documentElement.removeAttribute('data-theme');
  failOnConsoleOutput();
});

// Output after the last test belongs to no test, and fails the file.
afterAll(failOnConsoleOutput);
