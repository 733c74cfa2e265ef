/** Loads what follows links that are no plain ones; see `loadRenewal` for when. */
export function loadFollowing() {
  return import('./followLink.ts');
}
