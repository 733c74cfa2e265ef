/** The kinds of failure between the page and the API, by what the user can do about them. */
export type ApiErrorKind =
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'refused'
  | 'not-json'
  | 'unexpected';

interface ApiErrorDetails {
  /** The HTTP status, if there was a response. */
  status?: number;
  /** The seconds of the `Retry-After` header, if there was one. */
  retryAfter?: number;
  /** The server's own message, sanitized, at most 300 characters. */
  detail?: string;
  cause?: unknown;
}

/**
 * The only error that `api/` throws. Its message is a sentence for the user; `kind`, `status` and `retryAfter` are for
 * code.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly status: number | null;
  readonly retryAfter: number | null;
  readonly detail: string | null;

  constructor(kind: ApiErrorKind, message: string, details: ApiErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.status = details.status ?? null;
    this.retryAfter = details.retryAfter ?? null;
    this.detail = details.detail ?? null;
  }

  /** Whether the same request may succeed if it is sent again soon. */
  get isTransient(): boolean {
    if (this.kind === 'timeout' || this.kind === 'unreachable') return true;
    // Gateways respond with 502–504, often with HTML, if a listing takes longer than 30 s. A 500 is not transient: the
    // public server always responds with it for an unknown project.
    return this.status !== null && (this.status === 429 || this.status > 500);
  }
}
