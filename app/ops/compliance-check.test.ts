import { describe, expect, it } from 'vitest';
import { addMs, minutes } from '~/platform/clock/clock';
import {
  judgeArrivals,
  judgeLedger,
  judgeMails,
  judgeRequests,
  judgeRetention,
  type Arrivals,
  type Check,
  type MadeMail,
} from './compliance-check';

const NOW = new Date('2026-11-29T12:00:00.000Z');
const daysAgo = (days: number): Date => addMs(NOW, -minutes(days * 1_440));
const statesOf = (checks: Check[]) => checks.map(({ state }) => state);

const LINK = '{{{ pm:unsubscribe }}}';
const SENDER = { postalAddress: '1 Oak Street\nBristol' };

const mail = (templateKey: string, text: string, html = text): MadeMail => ({
  ...{ templateKey, unsubscribeUrl: LINK },
  made: { kind: 'rendered', mail: { subject: 'Cart', html, text }, recommendations: [], hidden: [] },
});
const whole = (templateKey: string) => mail(templateKey, `1 Oak Street, Bristol. ${LINK}`);

describe('mails of flows', () => {
  it('are fine where each has its way out and the address', () => {
    expect(statesOf(judgeMails(SENDER, [whole('first'), whole('second')]))).toEqual(['good', 'good']);
  });

  it.each([
    ['a link in its text', mail('second', '1 Oak Street, Bristol', LINK), ['attention', 'good']],
    ['a link in its HTML', mail('second', `1 Oak Street, Bristol ${LINK}`, 'nothing'), ['attention', 'good']],
    ['a line of the address', mail('second', `1 Oak Street ${LINK}`), ['good', 'attention']],
  ])('are not where one lacks %s, and it is named', (_what, lacking, states) => {
    const checks = judgeMails(SENDER, [whole('first'), lacking]);
    expect(statesOf(checks)).toEqual(states);
    expect(checks.find(({ state }) => state === 'attention')?.sentence).toContain('“second”');
  });

  it('are not where one cannot be made, no sender is known, or the address is blank', () => {
    const broken: MadeMail = { ...whole('first'), made: { kind: 'failed', problem: 'no such block' } };
    expect(statesOf(judgeMails(SENDER, [broken]))).toEqual(['attention', 'attention']);
    expect(statesOf(judgeMails(null, []))).toEqual(['attention', 'attention']);
    expect(statesOf(judgeMails({ postalAddress: ' \n' }, [whole('first')]))).toEqual(['good', 'attention']);
  });

  it('are not known where no flow sends any', () => {
    expect(statesOf(judgeMails(SENDER, []))).toEqual(['unknown', 'unknown']);
  });
});

describe('requests by law', () => {
  const due = (urgency: 'calm' | 'pressing' | 'overdue') => ({ count: 2, dueAt: NOW.toISOString(), urgency });
  it.each([
    [null, 'good'],
    [due('calm'), 'good'],
    [due('pressing'), 'attention'],
    [due('overdue'), 'attention'],
  ])('%j: %s', (owed, state) => {
    expect(judgeRequests({ due: owed, unread: 0, unreadWords: '' })[0]).toMatchObject({ state });
  });

  it('that could not be read need somebody', () => {
    const [, read] = judgeRequests({ due: null, unread: 2, unreadWords: '2 requests' });
    expect(read).toMatchObject({ state: 'attention', remedy: { url: '/app/activity' } });
    expect(read?.sentence).toContain('2 requests');
  });
});

describe('what is done once a day', () => {
  it.each([
    [null, 'unknown'],
    [daysAgo(1), 'good'],
    [daysAgo(3), 'attention'],
  ])('letting go, last through at %s: %s', (lastDoneAt, state) => {
    expect(judgeRetention({ lastDoneAt, nextAt: NOW, now: NOW }).state).toBe(state);
  });

  it.each([
    [null, 'unknown'],
    [{ checkedAt: daysAgo(1), entries: 5, brokenAt: null }, 'good'],
    [{ checkedAt: daysAgo(3), entries: 5, brokenAt: null }, 'attention'],
    [{ checkedAt: daysAgo(1), entries: 5, brokenAt: 4n }, 'attention'],
  ])('a walk along the ledger, case %#: %s', (last, state) => {
    expect(judgeLedger(last, NOW).state).toBe(state);
  });
});

describe('what is told from outside', () => {
  const arrivals: Arrivals = {
    ...{ heardAt: NOW, machineNow: NOW, lateAt: null, accessLostAt: null, mailed: 10, reported: 9, now: NOW },
  };
  it.each<[string, Partial<Arrivals>, string[]]>([
    ['arrives', {}, ['good', 'good']],
    ['was late once, long ago', { lateAt: daysAgo(2) }, ['good', 'good']],
    ['was late today', { lateAt: daysAgo(0.5) }, ['attention', 'good']],
    ['was never told by Shopify', { heardAt: null }, ['unknown', 'good']],
    ['is shut off', { accessLostAt: daysAgo(1) }, ['attention', 'good']],
    ['is told of no mail by Postmark', { reported: 0 }, ['good', 'attention']],
    ['cannot be told of mails, as none left', { mailed: 0, reported: 0 }, ['good', 'unknown']],
  ])('%s', (_what, changes, states) => {
    expect(statesOf(judgeArrivals({ ...arrivals, ...changes }))).toEqual(states);
  });
});

it('whatever needs somebody says where to go', () => {
  const all = [
    ...judgeMails(null, []),
    ...judgeRequests({ due: { count: 1, dueAt: '', urgency: 'overdue' }, unread: 1, unreadWords: '1 request' }),
    judgeRetention({ lastDoneAt: daysAgo(9), nextAt: NOW, now: NOW }),
    judgeLedger({ checkedAt: NOW, entries: 1, brokenAt: 1n }, NOW),
  ];
  expect(all.filter(({ state, remedy }) => state !== 'attention' || !remedy)).toEqual([]);
});
