import { Resolver } from 'node:dns/promises';
import type { DnsAnswer } from '~/delivery/domains/judge-record';
import type { DnsLook } from '~/delivery/domains/sending-domains';

const TIMEOUT_MS = 2_000;
const TRIES = 2;

/** Asks the machine's name servers, or the one that is named, for what stands under a name. Nothing is kept: somebody waits to see a change. */
export function createDnsLook(server: string | undefined): DnsLook {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (server) resolver.setServers([server]);
  return {
    texts: (host) => found(async () => (await resolver.resolveTxt(host)).map((strings) => strings.join(''))),
    targets: (host) => found(() => resolver.resolveCname(host)),
    addresses: (host) => found(() => resolver.resolve4(host)),
  };
}

/** A name that does not exist holds nothing; whatever else fails says nothing. */
async function found(ask: () => Promise<string[]>): Promise<DnsAnswer> {
  try {
    return await ask();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return ['ENODATA', 'ENOTFOUND', 'EBADNAME'].includes(code) ? [] : 'unknown';
  }
}
