/** How long after its row was listed a download link works, in ms: the server lets it die then. */
export const LINK_LIFE_MS = 60 * 60_000;

/** A link is renewed ten minutes before it dies. */
const LINK_AGE_MS = 50 * 60_000;

/** Whether a link that was listed at this time (ms since the epoch) still works for some minutes. */
export function isFresh({ listed_at }: { listed_at: number }): boolean {
  const age = Date.now() - listed_at;
  // A clock that was set back makes links of the future: nobody knows how old they are.
  return age >= 0 && age < LINK_AGE_MS;
}
