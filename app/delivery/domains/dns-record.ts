/** What proves at the receiver that mail is the shop's: a signature (DKIM), where bounces go (Return-Path), and what to do without (DMARC). */
export type RecordKind = 'dkim' | 'return-path' | 'dmarc';

/** A record as it is to stand in DNS. */
export interface DnsRecord {
  kind: RecordKind;
  type: 'TXT' | 'CNAME';
  /** The whole name, in lower case, without a dot at the end. */
  host: string;
  value: string;
}

/** What the mail provider wants to find. */
export interface ProviderRecords {
  dkim: { host: string; value: string };
  returnPath: { host: string; value: string };
}

/** Asks of receivers nothing, and lets them count the domain as protected: what the large ones ask for from whoever sends in bulk. */
const DMARC_PROPOSAL = 'v=DMARC1; p=none;';

/** All records of a domain; DMARC is a proposal, which counts for every name below the one that was registered. */
export function recordsOf({ dkim, returnPath }: ProviderRecords, registered: string): DnsRecord[] {
  return [
    { kind: 'dkim', type: 'TXT', ...dkim },
    { kind: 'return-path', type: 'CNAME', ...returnPath },
    { kind: 'dmarc', type: 'TXT', host: `_dmarc.${registered}`, value: DMARC_PROPOSAL },
  ];
}

/** The host as most providers' forms take it: without the registered domain, which they put behind it by themselves. */
export const shortHost = (host: string, registered: string): string =>
  host.endsWith(`.${registered}`) ? host.slice(0, -registered.length - 1) : host;
