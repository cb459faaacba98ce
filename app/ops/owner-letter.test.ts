import { expect, test } from 'vitest';
import { ownerLetter } from './owner-letter';
import { domainLetter } from './domain/domain-letter';
import { stopLetter } from './stop-letter';

const URL = 'https://oak.myshopify.com/admin/apps/key/app';

test('a letter is escaped in HTML and plain in text, and leads into the admin', () => {
  const letter = ownerLetter({
    subject: 'Linden <& Loom>: news',
    paragraphs: ['<script>alert(1)</script>', 'Second'],
    button: { words: 'Open', url: URL },
  });
  expect(letter.html).not.toMatch(/<script|<& Loom/);
  expect(letter.html).toContain(`href="${URL}"`);
  expect(letter.text).toBe(`<script>alert(1)</script>\n\nSecond\n\nOpen:\n${URL}`);
});

const STOP = { sent: 212, bounced: 11, complained: 0, why: 'bounces' } as const;

test.each([
  ['bounces', STOP, ['212 mails 11 came back for good (5.19 %)', '4 %', 'old lists']],
  [
    'complaints',
    { ...STOP, bounced: 0, complained: 5, why: 'complaints' },
    ['5 were complained of (2.36 %)', '0.08 %'],
  ],
] as const)('that mail has stopped for its %s is told with the figures and what to do', (_why, stop, said) => {
  const { subject, text } = ownerLetter(stopLetter({ shopName: 'Oak', stop, url: URL }));
  expect(subject).toBe('Oak: Kindred has stopped your marketing mail');
  for (const words of said) expect(text).toContain(words);
});

const RECORDS = {
  dkim: { host: 'x1pm._domainkey.oak.example', value: 'k=rsa;p=ABC' },
  returnPath: { host: 'pm-bounces.oak.example', value: 'pm.mtasv.net' },
};

test('that a domain is not found any more is told with what is missing of it, and what that means for mail', () => {
  const domain = {
    ...{ name: 'oak.example', records: RECORDS, isDkimVerified: false },
    findings: { dkim: { kind: 'missing' }, 'return-path': { kind: 'right' }, dmarc: { kind: 'missing' } },
  } as const;
  const { text } = ownerLetter(domainLetter({ shopName: 'Oak', domain, url: URL }));
  expect(text).toContain('Signature (DKIM), x1pm._domainkey.oak.example: Not found yet');
  expect(text).not.toMatch(/Return path,|DMARC/);
  expect(text).toContain('do not leave from oak.example');
  const still = ownerLetter(domainLetter({ shopName: 'Oak', domain: { ...domain, isDkimVerified: true }, url: URL }));
  expect(still.text).toContain('go on leaving from oak.example');
});
