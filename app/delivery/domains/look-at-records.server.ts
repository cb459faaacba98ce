import { registeredDomain } from './domain-name';
import { recordsOf, type DnsRecord, type ProviderRecords, type RecordKind } from './dns-record';
import { judgeRecord, type DnsAnswer, type Finding } from './judge-record';
import type { DnsLook } from './sending-domains';

export type Findings = Record<RecordKind, Finding>;

const NOTHING: DnsAnswer = [];

/** Looks for a domain's records as a receiver would, and where a form may have put them by mistake. */
export async function lookAtRecords(dns: DnsLook, name: string, records: ProviderRecords): Promise<Findings> {
  const registered = registeredDomain(name);
  const found = await Promise.all(
    recordsOf(records, registered).map(async (record) => [record.kind, await lookAt(dns, record, registered)] as const),
  );
  return Object.fromEntries(found) as Findings;
}

async function lookAt(dns: DnsLook, record: DnsRecord, registered: string): Promise<Finding> {
  const ask = record.type === 'TXT' ? dns.texts : dns.targets;
  const doubled = `${record.host}.${registered}`;
  const [atHost, atDoubled, addresses] = await Promise.all([
    ask(record.host),
    record.kind === 'dmarc' ? NOTHING : ask(doubled),
    record.type === 'CNAME' ? dns.addresses(record.host) : NOTHING,
  ]);
  return judgeRecord(record, { atHost, atDoubled, addresses }, doubled);
}
