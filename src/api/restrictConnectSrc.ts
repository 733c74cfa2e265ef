const MARK = 'data-restrict-connect-src';

/**
 * Adds a Content-Security-Policy that lets the page connect to its own origin and to `origin` only.
 * The policy in index.html leaves the server open, because hosts configure it in the `api-origin`
 * beside it. Policies add up: this one can only be stricter. Further calls do nothing. Call it
 * before the first request.
 */
export function restrictConnectSrc(origin: string): void {
  // The development server serves the page without a policy.
  if (import.meta.env.DEV || document.head.querySelector(`meta[${MARK}]`) !== null) return;
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `connect-src 'self' ${origin}`;
  policy.setAttribute(MARK, '');
  document.head.append(policy);
}
