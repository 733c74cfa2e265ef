export type Actions = typeof import('./rowActions.ts');

let actions: Actions | null = null;

/** What can be done with the rows, once it is here. */
export function loadedActions(): Actions | null {
  return actions;
}

/** Does what is to be done with the rows: at once, or as soon as it is known how. */
export function act(todo: (actions: Actions) => void): void {
  if (actions !== null) todo(actions);
  else {
    import('./rowActions.ts').then(
      (loaded) => {
        actions = loaded;
        return todo(loaded);
      },
      () => {
        // Every link in the rows works without; the next try loads it again.
      },
    );
  }
}
