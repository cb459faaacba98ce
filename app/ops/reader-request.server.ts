import type { Origin } from '~/customers/consent/evidence';
import { addressOf } from '~/ingest/client-address';
import { createRateLimit, type RateLimit } from '~/platform/rate-limit';
import type { SystemClock } from '~/platform/clock/clock';

/** Whence a request comes, as it and the proxies that we trust say: a claim, kept with a statement and good for nothing else. */
export function originOf(request: Request, { TRUSTED_PROXIES }: { TRUSTED_PROXIES: number }): Origin {
  const { headers, url } = request;
  const { origin, pathname } = new URL(url);
  const forwardedFor = headers.get('X-Forwarded-For') ?? undefined;
  return {
    address: addressOf({ socketAddress: undefined, forwardedFor }, TRUSTED_PROXIES),
    userAgent: headers.get('User-Agent'),
    // The token stands in the path of our own pages: who has it may act.
    page: `${origin}${/^\/[a-z]+/.exec(pathname)?.[0] ?? '/'}`,
  };
}

/** Pages of ours outside of the admin hold no scripts, ask no other place for anything, and are framed by nobody. */
const PLAIN_PAGE = {
  'Content-Type': 'text/html; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** A page for the reader of a mail alone: kept nowhere, found by nobody, framed by nobody, and telling no other site where it was. */
export const privatePage = (html: string, status = 200): Response =>
  new Response(html, {
    status,
    headers: {
      ...PLAIN_PAGE,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex, nofollow',
      'Referrer-Policy': 'no-referrer',
    },
  });

/** A page for everybody, the same for all. */
export const publicPage = (html: string): Response =>
  new Response(html, { headers: { ...PLAIN_PAGE, 'Cache-Control': 'public, max-age=3600' } });

/** What one link, and one place, may ask of the pages for readers. Unsubscribing is never held up. */
export interface ReaderLimits {
  ofLink: RateLimit;
  ofPlace: RateLimit;
}

export const createReaderLimits = (systemClock: SystemClock): ReaderLimits => ({
  ofLink: createRateLimit(systemClock, { burst: 20, perMinute: 10 }),
  ofPlace: createRateLimit(systemClock, { burst: 60, perMinute: 60 }),
});

/** Whether a request may pass. */
export function mayPass({ ofLink, ofPlace }: ReaderLimits, token: string, { address }: Origin): boolean {
  return ofLink.take(token) && (address === null || ofPlace.take(address));
}

interface Signing {
  sign(text: string, purpose: string): string;
  verify(token: string, purpose: string): string | null;
}

const FORM_GOOD_FOR_MS = 24 * 3_600_000;

/** Goes with the forms of one page, so that no other site can have them sent, nor an old copy of the page. */
export const formToken = (signing: Signing, systemClock: SystemClock, token: string): string =>
  signing.sign(`${systemClock.now().getTime()} ${token}`, 'reader-form');

/** Whether a form came from a page of this link that we made within a day. */
export function isOwnForm(signing: Signing, systemClock: SystemClock, token: string, given: string): boolean {
  const [madeAt, of] = signing.verify(given, 'reader-form')?.split(' ') ?? [];
  const ageMs = systemClock.now().getTime() - Number(madeAt);
  return of === token && ageMs >= 0 && ageMs < FORM_GOOD_FOR_MS;
}
