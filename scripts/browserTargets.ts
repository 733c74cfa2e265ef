/** The oldest browser versions that the page supports. Everything that depends on them reads them here. */
export const browserTargets = {
  chrome: '123',
  edge: '123',
  firefox: '128',
  safari: '17.5',
} as const;

/** The same in the form of Vite's `build.target`, such as `chrome123`. */
export const buildTargets = Object.entries(browserTargets).map(
  ([browser, version]) => `${browser}${version}`,
);
