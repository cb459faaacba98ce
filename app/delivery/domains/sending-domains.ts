import type { ProviderRecords } from './dns-record';
import type { Verdict } from './domain-state';
import type { DnsAnswer } from './judge-record';

/** A domain as the mail provider has it. */
export interface ProviderDomain extends Verdict {
  id: number;
  records: ProviderRecords;
}

export type MakeOutcome =
  | { kind: 'made'; domain: ProviderDomain }
  /** Somebody sends from it already, by this same account. */
  | { kind: 'in-use' }
  | { kind: 'refused'; problem: string };

/** Port: domains in the operator's account at the mail provider. Throws where it cannot be asked. */
export interface SendingDomains {
  /** Made where it is not there yet; one that is there and was never verified is taken for one whose making was not heard of. */
  make(name: string): Promise<MakeOutcome>;
  /** Lets the provider look for both records now; null: it has no such domain any more. */
  verify(id: number): Promise<ProviderDomain | null>;
  /** Nothing happens where it is gone already. */
  remove(id: number): Promise<void>;
}

/** Port: what stands in DNS. Never throws. */
export interface DnsLook {
  texts(host: string): Promise<DnsAnswer>;
  targets(host: string): Promise<DnsAnswer>;
  addresses(host: string): Promise<DnsAnswer>;
}

/** Where no name server may be asked. */
export const nobodyLooks: DnsLook = {
  texts: () => Promise.resolve('unknown'),
  targets: () => Promise.resolve('unknown'),
  addresses: () => Promise.resolve('unknown'),
};
