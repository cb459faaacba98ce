const DEFAULT_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 3_600;

export type Answer =
  | { kind: 'taken' }
  /** It never will be: sending it again changes nothing. */
  | { kind: 'refused' }
  /** The app is busy or broken, and says until when. */
  | { kind: 'later'; waitSeconds: number }
  | { kind: 'unreachable' };

/** Posts one batch. Plain text needs no preflight; `keepalive` lets the request outlive its page. Never rejects. */
export async function post(endpoint: string, body: string): Promise<Answer> {
  const init: RequestInit = { method: 'POST', mode: 'cors', credentials: 'omit', keepalive: true, body };
  const response = await fetch(endpoint, init).catch(() => null);
  if (!response) return { kind: 'unreachable' };
  if (response.status === 429 || response.status >= 500)
    return { kind: 'later', waitSeconds: waitOf(response.headers.get('Retry-After')) };
  return { kind: response.ok ? 'taken' : 'refused' };
}

function waitOf(header: string | null): number {
  const seconds = Number(header);
  return seconds > 0 ? Math.min(seconds, LONGEST_WAIT_SECONDS) : DEFAULT_WAIT_SECONDS;
}
