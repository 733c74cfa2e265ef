/** Where this browser keeps the saved views. */
export const VIEWS_KEY = 'saved-views';
