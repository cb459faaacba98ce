import { describe, expect, test } from 'vitest';
import { recordsOf, shortHost, type DnsRecord } from './dns-record';
import { judgeRecord, type Finding, type Seen } from './judge-record';

const KEY = `k=rsa;p=MIGfMA0G${'ab12'.repeat(48)}IDAQAB`;
const [dkim, returnPath, dmarc] = recordsOf(
  {
    dkim: { host: 'x1pm._domainkey.mail.shop.com', value: KEY },
    returnPath: { host: 'pm-bounces.mail.shop.com', value: 'pm.mtasv.net' },
  },
  'shop.com',
) as [DnsRecord, DnsRecord, DnsRecord];

const judge = (record: DnsRecord, seen: Partial<Seen>): Finding =>
  judgeRecord(record, { atHost: [], atDoubled: [], addresses: [], ...seen }, `${record.host}.shop.com`);

describe('a record in DNS', () => {
  test.each<[string, DnsRecord, Partial<Seen>, Finding]>([
    ['is right', dkim, { atHost: [KEY] }, { kind: 'right' }],
    [
      'is right in quotes, with spaces that a form put in',
      dkim,
      { atHost: [`"${KEY.slice(0, 90)}" "${KEY.slice(90)}"`] },
      { kind: 'right' },
    ],
    ['is right beside others', dkim, { atHost: ['v=spf1 ~all', KEY] }, { kind: 'right' }],
    ['is right whatever its case and dot', returnPath, { atHost: ['PM.mtasv.NET.'] }, { kind: 'right' }],
    ['is missing', dkim, {}, { kind: 'missing' }],
    ['was put under the domain twice', dkim, { atDoubled: [KEY] }, { kind: 'doubled', host: `${dkim.host}.shop.com` }],
    ['was cut off', dkim, { atHost: [KEY.slice(0, 100)] }, { kind: 'cut', length: 100 }],
    ['is another', dkim, { atHost: ['k=rsa;p=OTHER'] }, { kind: 'other', found: 'k=rsa;p=OTHER' }],
    ['leads elsewhere', returnPath, { atHost: ['mail.shop.com'] }, { kind: 'other', found: 'mail.shop.com' }],
    ['is hidden by a proxy', returnPath, { addresses: ['104.16.0.1'] }, { kind: 'proxied' }],
    ['of a text has no proxy', dkim, { addresses: ['104.16.0.1'] }, { kind: 'missing' }],
    ['could not be asked for', dkim, { atHost: 'unknown', atDoubled: [KEY] }, { kind: 'unknown' }],
    ['is missing where only the second look failed', dkim, { atDoubled: 'unknown' }, { kind: 'missing' }],
    [
      'is a policy, whatever it asks for',
      dmarc,
      { atHost: ['v=DMARC1; p=reject; rua=mailto:a@b.c'] },
      { kind: 'right' },
    ],
    ['is no policy', dmarc, { atHost: ['v=spf1 ~all'] }, { kind: 'missing' }],
    ['is two policies', dmarc, { atHost: ['v=DMARC1; p=none', 'v=DMARC1;p=reject'] }, { kind: 'several' }],
  ])('%s', (_what, record, seen, finding) => {
    expect(judge(record, seen)).toEqual(finding);
  });

  test('that is a stranger’s is shown in part', () => {
    const finding = judge(dkim, { atHost: ['x'.repeat(500)] });
    expect(finding).toEqual({ kind: 'other', found: 'x'.repeat(80) });
  });

  test('is told by the short name that forms want', () => {
    expect([dkim, returnPath, dmarc].map(({ host }) => shortHost(host, 'shop.com'))).toEqual([
      'x1pm._domainkey.mail',
      'pm-bounces.mail',
      '_dmarc',
    ]);
  });
});
