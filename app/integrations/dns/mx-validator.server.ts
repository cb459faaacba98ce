import { Resolver } from 'node:dns/promises';
import type { AddressValidator, DomainAnswer } from '~/customers/data-quality/address-validator';
import { addMs, type SystemClock } from '~/platform/clock/clock';

export interface MxValidatorOptions {
  systemClock: SystemClock;
  /** `127.0.0.1:5300`; absent: those of the machine. */
  server?: string | undefined;
  timeoutMs?: number;
}

const TIMEOUT_MS = 2_000;
const TRIES = 2;
const CACHED_MS = { known: 86_400_000, unknown: 60_000 };
const MOST_CACHED = 10_000;
/** Questions at a time: what keeps a sync of many domains from looking like an attack. */
const AT_ONCE = 8;

/**
 * Asks the name system whether a domain takes mail: MX (RFC 5321, 5.1), a null MX refuses (RFC 7505), and without any MX an address of the
 * domain itself will do. Answers are kept for a day.
 */
export function createMxValidator({
  systemClock,
  server,
  timeoutMs = TIMEOUT_MS,
}: MxValidatorOptions): AddressValidator {
  const resolver = new Resolver({ timeout: timeoutMs, tries: TRIES });
  if (server) resolver.setServers([server]);
  const cache = new Map<string, { answer: Promise<DomainAnswer>; until: Date }>();
  const inTurn = turns(AT_ONCE);

  async function askAndKeep(domain: string): Promise<DomainAnswer> {
    const answer = await inTurn(() => lookUp(resolver, domain));
    const keptMs = answer === 'unknown' ? CACHED_MS.unknown : CACHED_MS.known;
    const entry = cache.get(domain);
    if (entry) entry.until = addMs(systemClock.now(), keptMs);
    return answer;
  }

  return {
    ask(domain) {
      const known = cache.get(domain);
      if (known && known.until > systemClock.now()) return known.answer;
      cache.delete(domain);
      const [oldest] = cache.keys();
      if (oldest !== undefined && cache.size >= MOST_CACHED) cache.delete(oldest);
      const answer = askAndKeep(domain);
      cache.set(domain, { answer, until: addMs(systemClock.now(), CACHED_MS.known) });
      return answer;
    },
  };
}

async function lookUp(resolver: Resolver, domain: string): Promise<DomainAnswer> {
  const exchanges = await found(() => resolver.resolveMx(domain));
  if (typeof exchanges === 'string') return exchanges;
  if (exchanges.length)
    return exchanges.some(({ exchange }) => exchange && exchange !== '.') ? 'takes-mail' : 'refuses-mail';
  for (const family of ['resolve4', 'resolve6'] as const) {
    const addresses = await found<string>(() => resolver[family](domain));
    if (typeof addresses === 'string') return addresses;
    if (addresses.length) return 'takes-mail';
  }
  return 'refuses-mail';
}

/** Records of a name that exists; none where it has none of the kind. A name that does not exist refuses; whatever else fails is not known. */
async function found<T>(ask: () => Promise<T[]>): Promise<T[] | DomainAnswer> {
  try {
    return await ask();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENODATA') return [];
    return code === 'ENOTFOUND' || code === 'EBADNAME' ? 'refuses-mail' : 'unknown';
  }
}

/** Runs at most so many at a time; the others wait in line. */
function turns(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
