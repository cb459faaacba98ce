import type { DnsRecord, RecordKind } from '~/delivery/domains/dns-record';
import type { Finding } from '~/delivery/domains/judge-record';

/** What a record is for. */
export const RECORD_NAMES: Record<RecordKind, { name: string; why: string }> = {
  dkim: { name: 'Signature (DKIM)', why: 'Proves that a mail is yours and nobody changed it on its way.' },
  'return-path': { name: 'Return path', why: 'Where mails that cannot be delivered go, under your own name.' },
  dmarc: {
    name: 'Policy (DMARC)',
    why: 'Gmail and Yahoo ask for one from whoever writes to many. This one changes nothing but that it is there.',
  },
};

/** What was found for a record, and what to do, in a sentence. */
export function findingWords(finding: Finding, { kind, host, value }: Omit<DnsRecord, 'type'>): string {
  switch (finding.kind) {
    case 'right':
      return 'Found.';
    case 'missing':
      return kind === 'dmarc'
        ? 'There is none yet. This one will do.'
        : 'Not found yet. A new record can take from minutes to a day to be seen.';
    case 'doubled':
      return `Found, but under ${finding.host}: your provider put the domain behind the name once more. Enter the short name.`;
    case 'cut':
      return `Found, but cut off after ${finding.length} of ${value.length} characters. Enter the whole value again; some forms take it only without line breaks.`;
    case 'other':
      return `Found “${finding.found}” at ${host}, which is another value. Put the one above in its place.`;
    case 'several':
      return 'Found more than one policy: receivers then heed none of them. Keep one.';
    case 'proxied':
      return 'Found an address in its place: your provider stands between as a proxy. Switch that off for this record (“DNS only”).';
    case 'unknown':
      return 'Your name servers did not answer just now.';
  }
}
