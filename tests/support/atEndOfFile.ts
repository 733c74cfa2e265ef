const closing: (() => Promise<unknown>)[] = [];

/**
 * Has something closed after the last test of the test file. An `afterAll` beside what opens it would not do:
 * several files run in one process, and only the first of them runs the modules that they share.
 */
export function atEndOfFile(close: () => Promise<unknown>): void {
  closing.push(close);
}

/** Closes all that the test file has opened. */
export async function closeOpened(): Promise<void> {
  await Promise.all(closing.splice(0).map((close) => close()));
}
