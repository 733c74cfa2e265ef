/** What went wrong between the page and the API, by what the person can do about it. */
export type ApiErrorKind =
  | 'offline'
  | 'unreachable'
  | 'timeout'
  | 'refused'
  | 'not-json'
  | 'unexpected';

interface ApiErrorDetails {
  /** HTTP status, where the server answered. */
  status?: number;
  /** Seconds that the server asks to wait (`Retry-After`), where it did. */
  retryAfter?: number;
  /** What the server itself said, in its own words, at most a sentence. */
  detail?: string;
  cause?: unknown;
}

/**
 * The one error that leaves `api/`. Its message is a sentence for the person in front of the page;
 * `kind`, `status` and `retryAfter` are for code.
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

  /** Whether the same request may succeed if it is sent again in a moment. */
  get isTransient(): boolean {
    if (this.kind === 'timeout' || this.kind === 'unreachable') return true;
    // A gateway in front of a slow listing answers 502–504, often with HTML (30 s limit). A plain
    // 500 is no such thing: the public server gives it, time after time, for an unknown project.
    return this.status !== null && (this.status === 429 || this.status > 500);
  }
}
