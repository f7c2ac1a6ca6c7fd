// Errors of the API (RFC 9457 problem details) as one readable kind of error.

/** `code` and `params` are for our own words; `message` is the server's sentence in English. */
export interface FieldError {
  field?: string;
  line?: number | null;
  column?: number | null;
  code?: string;
  params?: Record<string, unknown>;
  message: string;
}

export interface ProblemDetails {
  type?: string;
  title?: string;
  status: number;
  detail?: string;
  code?: string;
  params?: Record<string, unknown>;
  errors?: FieldError[];
  id?: string;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** What a person gives to whoever looks after the installation. */
  readonly id: string;
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails) {
    super(details.detail ?? details.title ?? details.code ?? String(details.status));
    this.name = 'Problem';
    this.status = details.status;
    this.code = details.code ?? '';
    this.id = details.id ?? '';
    this.details = details;
  }
}

/** The server could not be reached at all. */
export function unreachable(): Problem {
  return new Problem({ status: 0, code: 'unreachable' });
}

export async function problemOf(response: Response): Promise<Problem> {
  const id = response.headers.get('x-request-id') ?? '';
  try {
    const body = (await response.json()) as Partial<ProblemDetails>;
    return new Problem({ id, ...body, status: response.status });
  } catch {
    return new Problem({ id, status: response.status, code: `http_${response.status}` });
  }
}
