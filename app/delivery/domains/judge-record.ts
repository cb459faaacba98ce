import type { DnsRecord } from './dns-record';

/** What stands under a name in DNS; `unknown`: nobody could say just now. */
export type DnsAnswer = readonly string[] | 'unknown';

/** What was found for one record. */
export interface Seen {
  atHost: DnsAnswer;
  /** Under the name with the domain behind it once more, as forms do that put it there by themselves. */
  atDoubled: DnsAnswer;
  /** Addresses under the name of a CNAME: a proxy answers with its own in its place. */
  addresses: DnsAnswer;
}

export type Finding =
  | { kind: 'right' }
  | { kind: 'missing' }
  | { kind: 'doubled'; host: string }
  /** It ends before its end, after so many signs. */
  | { kind: 'cut'; length: number }
  | { kind: 'other'; found: string }
  | { kind: 'several' }
  | { kind: 'proxied' }
  | { kind: 'unknown' };

/** Compares a record with what was found, so that it can be said what is wrong. Whether the domain counts is the mail provider's to say. Pure. */
export function judgeRecord(record: DnsRecord, seen: Seen, doubledHost: string): Finding {
  if (record.kind === 'dmarc') return judgeDmarc(seen.atHost);
  const { atHost } = seen;
  if (atHost === 'unknown') return { kind: 'unknown' };
  if (atHost.some((each) => isSame(record, each))) return { kind: 'right' };
  const [found] = atHost;
  if (found !== undefined) return judgeOther(record, found);
  if (isFound(seen.atDoubled, (each) => isSame(record, each))) return { kind: 'doubled', host: doubledHost };
  if (record.type === 'CNAME' && isFound(seen.addresses, () => true)) return { kind: 'proxied' };
  return { kind: 'missing' };
}

const isFound = (answer: DnsAnswer, is: (value: string) => boolean): boolean => answer !== 'unknown' && answer.some(is);

/** Of names the case and a dot at the end say nothing; of texts neither do quotes and spaces that a form put in. */
const isSame = ({ type, value }: DnsRecord, found: string): boolean =>
  type === 'CNAME' ? plainName(found) === plainName(value) : plainText(found) === plainText(value);

const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
const plainText = (text: string): string => text.replace(/["\s]/g, '').replace(/;$/, '');

/** Shorter than this it was not cut off but is something else. */
const LEAST_LIKE = 16;
/** Of a stranger's value so much says which one it is. */
const MOST_SHOWN = 80;

function judgeOther(record: DnsRecord, found: string): Finding {
  const [expected, plain] = [plainText(record.value), plainText(found)];
  if (record.type === 'TXT' && plain.length >= LEAST_LIKE && expected.startsWith(plain))
    return { kind: 'cut', length: plain.length };
  return { kind: 'other', found: found.slice(0, MOST_SHOWN) };
}

/** Whatever it asks for, one will do; two count as none (RFC 7489, 6.6.3). */
function judgeDmarc(found: DnsAnswer): Finding {
  if (found === 'unknown') return { kind: 'unknown' };
  const policies = found.filter((text) => /^\s*v=DMARC1\s*(;|$)/i.test(text));
  if (policies.length > 1) return { kind: 'several' };
  return policies.length === 1 ? { kind: 'right' } : { kind: 'missing' };
}
