import { expect, test } from 'vitest';
import { newCampaign } from '~/decisions/campaigns/campaign';
import { formOf, readForm } from './campaign-form';

const ZONE = 'Europe/Berlin';
const at = (instant: string) => ({ ...newCampaign('Spring'), schedule: { kind: 'at' as const, at: instant } });

test.each(['2026-06-10T07:30:00.000Z', '2026-10-25T00:30:00.000Z', '2026-12-31T22:59:00.000Z'])(
  'what a form shows of %s is read as the same instant',
  (instant) => {
    const form = formOf(at(instant), ZONE);
    expect(readForm(JSON.stringify(form), ZONE)).toEqual({ kind: 'read', campaign: at(instant) });
  },
);

test('a form shows the shop’s day and time', () => {
  expect(formOf(at('2026-06-10T22:30:00.000Z'), ZONE).schedule).toEqual({
    ...{ kind: 'at', day: '2026-06-11', minuteOfDay: 30 },
  });
});

test.each([
  ['a field that is empty', { ramp: { kind: 'hourly', perHour: Number.NaN, growthPercent: 0 } }, 'ramp.perHour'],
  ['a subject of two lines', { subjectLine: 'one\ntwo' }, 'subjectLine'],
  ['no name', { name: ' ' }, 'name'],
])('%s is refused at its field', (_, changes, field) => {
  const read = readForm(JSON.stringify({ ...newCampaign('Spring'), ...changes }), ZONE);
  expect(read.kind === 'wrong' && read.problems.map((problem) => problem.field)).toEqual([field]);
});

test('what is no form at all is refused', () => {
  expect(readForm('{', ZONE).kind).toBe('wrong');
});
