import { expect, test } from 'vitest';
import type { Finding } from '~/delivery/domains/judge-record';
import { findingWords } from './record-words';

const RECORD = { kind: 'dkim', host: 'x1pm._domainkey.oak.example', value: 'k=rsa;p=ABCDEF' } as const;

test.each<[Finding, string]>([
  [{ kind: 'right' }, 'Found.'],
  [{ kind: 'missing' }, 'minutes to a day'],
  [{ kind: 'doubled', host: `${RECORD.host}.oak.example` }, `under ${RECORD.host}.oak.example`],
  [{ kind: 'cut', length: 9 }, 'cut off after 9 of 14 characters'],
  [{ kind: 'other', found: 'v=spf1 ~all' }, `Found “v=spf1 ~all” at ${RECORD.host}`],
  [{ kind: 'several' }, 'Keep one'],
  [{ kind: 'proxied' }, 'DNS only'],
  [{ kind: 'unknown' }, 'did not answer'],
])('%j is said so that somebody knows what to do', (finding, words) => {
  expect(findingWords(finding, RECORD)).toContain(words);
});

test('that there is no policy is nothing to wait for', () => {
  expect(findingWords({ kind: 'missing' }, { ...RECORD, kind: 'dmarc' })).toBe('There is none yet. This one will do.');
});
