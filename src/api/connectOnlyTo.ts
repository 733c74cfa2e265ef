/**
 * Keeps the page from connecting to anybody but its own origin and this one. The policy in its head
 * must leave open which server the `api-origin` beside it names: the two are edited apart. One that
 * is added counts from the moment it stands there, and can only make the other stricter.
 */
export function connectOnlyTo(origin: string): void {
  // There the page has no policy.
  if (import.meta.env.DEV) return;
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `connect-src 'self' ${origin}`;
  document.head.append(policy);
}
