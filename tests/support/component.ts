import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, vi } from 'vitest';
import { failOnConsoleOutput, guardConsole } from './consoleGuard.ts';
import { resetBrowser } from './missingInJsdom.ts';

guardConsole();

// What a test leaves running must not reach a server.
globalThis.fetch = () => Promise.reject(new TypeError('Component tests have no network.'));

// The limit only decides how soon a test fails. A busy machine must not make one fail.
configure({ asyncUtilTimeout: 20_000 });

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  resetBrowser();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
  // The page writes the scroll position into the history with a delay. After a step of the history, it does not.
  window.dispatchEvent(new PopStateEvent('popstate'));
  document.head.replaceChildren();
  document.documentElement.removeAttribute('data-theme');
  failOnConsoleOutput();
});

// Output after the last test belongs to no test, and fails the file.
afterAll(failOnConsoleOutput);
