const closing: (() => Promise<unknown>)[] = [];

/**
 * Registers a cleanup for the end of the current test file. An `afterAll` in the shared modules would not work:
 * several files run in one process, which evaluates the shared modules for the first file only.
 */
export function atEndOfFile(close: () => Promise<unknown>): void {
  closing.push(close);
}

/** Runs the cleanups of the test file. */
export async function closeOpened(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}
