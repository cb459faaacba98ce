import { registeredDomain } from '~/delivery/domains/domain-name';
import { recordsOf } from '~/delivery/domains/dns-record';
import type { StoredDomain } from '~/delivery/domains/sender-domain.server';
import type { OwnerLetter } from '../owner-letter';
import { findingWords, RECORD_NAMES } from './record-words';

export interface FailingDomain {
  shopName: string;
  domain: Pick<StoredDomain, 'name' | 'records' | 'findings' | 'isDkimVerified'>;
  url: string;
}

/** What a shop's owner reads when the domain's records are not found any more. */
export function domainLetter({ shopName, domain, url }: FailingDomain): OwnerLetter {
  const { name, isDkimVerified } = domain;
  return {
    subject: `${shopName}: the records of ${name} are not found any more`,
    paragraphs: [
      `Kindred looked twice, an hour apart, for what proves that mail from ${name} is yours, and it is not there any more.`,
      isDkimVerified
        ? `Your mails go on leaving from ${name}; more of them may be taken for spam.`
        : `Until it is there again your mails do not leave from ${name}: they go as you have chosen for the time before, and what may not go waits.`,
      ...missing(domain),
      'Somebody may have moved the domain to another provider, or tidied up its records. Put back what the page shows; it is looked at once an hour.',
    ],
    button: { words: 'See the records', url },
  };
}

function missing({ name, records, findings }: FailingDomain['domain']): string[] {
  if (!records || !findings) return [];
  return recordsOf(records, registeredDomain(name)).flatMap(({ kind, host, value }) => {
    const finding = findings[kind];
    if (kind === 'dmarc' || finding.kind === 'right' || finding.kind === 'unknown') return [];
    return `${RECORD_NAMES[kind].name}, ${host}: ${findingWords(finding, { kind, host, value })}`;
  });
}
