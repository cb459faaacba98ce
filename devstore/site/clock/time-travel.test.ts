import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OpenSite, openSite } from '../testing/open-site';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

interface Answer {
  travelled: {
    stops: number;
    from: string;
    to: string;
    mails: { subject: string; at: string }[];
    reports: object[];
  } | null;
  clock: { now: string; upcoming: { at: string; words: string }[]; speed: number | null; isMoving: boolean };
  error?: string;
}

async function post(path: string, body: object = {}): Promise<{ status: number; answer: Answer }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${site.url}/clock/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, answer: (await response.json()) as Answer };
}
const now = () => site.world.clock.now().getTime();
const minutesSince = (fromMs: number, at: string) => Math.round((Date.parse(at) - fromMs) / MINUTE_MS);

/** The app has a mail due at each of these minutes from now on, and sends it as soon as it is asked whether it has work. */
function mailsDueIn(...minutes: number[]): number {
  const fromMs = now();
  const due = minutes.map((each) => new Date(fromMs + each * MINUTE_MS).toISOString());
  const list = () => (site.work.upcoming = due.slice(0, 1).map((dueAt) => ({ kind: 'send-messages', dueAt })));
  site.work.doDue = async () => {
    const [next] = due;
    if (!next || Date.parse(next) > now()) return;
    due.shift();
    list();
    await site.send('anna@example.org', { Subject: `due ${next}` });
  };
  list();
  return fromMs;
}

beforeEach(() => {
  site.work.upcoming = [];
  site.work.doDue = () => Promise.resolve();
});

describe('a jump', () => {
  test('of a day over mails due in 4 and 20 hours has them sent when they are due, not at its end', async () => {
    const fromMs = mailsDueIn(240, 1_200);
    const { answer } = await post('advance', { minutes: 1_440 });
    const mails = answer.travelled?.mails ?? [];
    expect(mails.map(({ at }) => minutesSince(fromMs, at))).toEqual([240, 1_200]);
    expect(minutesSince(fromMs, answer.clock.now)).toBe(1_440);
    expect(answer.travelled?.stops).toBe(3);
    const deliveries = site.world.logs.postmark
      .all()
      .flatMap(({ at, entry }) =>
        entry.kind === 'webhook-attempt' && entry.recordType === 'Delivery' ? [minutesSince(fromMs, at)] : [],
      );
    expect(deliveries.slice(-2)).toEqual([240, 1_200]);
    expect(answer.travelled?.reports).toHaveLength(2);
  });

  test('waits until what it made due has been done', async () => {
    const fromMs = mailsDueIn(30);
    const { answer } = await post('advance', { minutes: 30 });
    expect(answer.travelled?.mails).toHaveLength(1);
    expect(minutesSince(fromMs, answer.clock.now)).toBe(30);
    expect(answer.clock.isMoving).toBe(false);
  });

  test('stops where Postmark tries a report again, whose retries count from each other', async () => {
    site.world.postmark.faults.webhooks({ isFirstRefused: true });
    await site.send('ben@example.org');
    const fromMs = now();
    site.world.postmark.faults.webhooks({});
    const { answer } = await post('advance', { minutes: 60 });
    const reports = answer.travelled?.reports as { at: string; outcome: string }[];
    expect(reports.map(({ at, outcome }) => [minutesSince(fromMs, at), outcome])).toEqual([[1, 'delivered']]);
  });

  test('over very many due instants stops at the first of them and a few hundred times more at most', async () => {
    const fromMs = mailsDueIn(...Array.from({ length: 40 }, (_, index) => 10 + index / 2));
    const { answer } = await post('advance', { minutes: 60 });
    const at = answer.travelled?.mails.map((mail) => (Date.parse(mail.at) - fromMs) / MINUTE_MS) ?? [];
    expect(at).toHaveLength(40);
    expect(at[0]).toBeCloseTo(10, 1);
    at.forEach((minute, index) => {
      const dueMinute = 10 + index / 2;
      expect(minute).toBeGreaterThanOrEqual(dueMinute - 0.001);
      expect(minute).toBeLessThan(dueMinute + 1.5);
    });
    expect(answer.travelled?.stops).toBeLessThan(25);
  });

  test('to what is due next stops there, and nowhere when nothing is due', async () => {
    const fromMs = mailsDueIn(95);
    const { answer } = await post('jump-to-next');
    expect(answer.travelled?.mails.map(({ at }) => minutesSince(fromMs, at))).toEqual([95]);
    expect(minutesSince(fromMs, answer.clock.now)).toBe(95);
    const nothing = await post('jump-to-next');
    expect(nothing).toMatchObject({ status: 200, answer: { travelled: null } });
    expect(minutesSince(fromMs, nothing.answer.clock.now)).toBe(95);
  });

  test('asked for twice at once are two jumps, one after the other', async () => {
    const fromMs = now();
    const both = await Promise.all([post('advance', { minutes: 60 }), post('advance', { minutes: 60 })]);
    expect(both.map(({ answer }) => minutesSince(fromMs, answer.travelled?.to ?? '')).sort((a, b) => a - b)).toEqual([
      60, 120,
    ]);
  });

  test.each([[{}], [{ minutes: 'soon' }], [{ minutes: 0 }], [{ minutes: -60 }], [{ minutes: 44_641 }]])(
    'by %j is refused',
    async (body) => {
      const before = now();
      const { status, answer } = await post('advance', body);
      expect(status).toBe(400);
      expect(answer.error).toBeTruthy();
      expect(now() - before).toBeLessThan(HOUR_MS);
    },
  );

  test('while the app does not answer says so, and the clock can still be read', async () => {
    site.work.doDue = () => Promise.reject(new TypeError('fetch failed'));
    expect(await post('advance', { minutes: 1 })).toEqual({
      status: 503,
      answer: { error: 'Kindred does not answer: is it running?' },
    });
    expect((await fetch(`${site.url}/clock`)).status).toBe(200);
  });
});

describe('what falls due next', () => {
  test('is told soonest first, in words, whoever it concerns', async () => {
    const inMinutes = (minutes: number) => new Date(now() + minutes * MINUTE_MS).toISOString();
    site.world.postmark.faults.webhooks({ minDelayMs: 30 * MINUTE_MS });
    await site.send('carl@example.org');
    site.world.postmark.faults.webhooks({});
    site.work.upcoming = [
      { kind: 'advance-runs', dueAt: inMinutes(240) },
      { kind: 'train-recommender', dueAt: inMinutes(10) },
      { kind: 'send-messages', dueAt: inMinutes(-10) },
    ];
    const state = (await (await fetch(`${site.url}/clock`)).json()) as Answer['clock'] & { timeZone: string };
    expect(state.upcoming.map(({ words }) => words)).toEqual([
      'Kindred learns from new orders',
      'Postmark reports to Kindred',
      'Kindred comes back to somebody in a flow',
    ]);
    expect(state.timeZone).toBe(site.world.shopify.store.data.shop.ianaTimezone);
    expect(Math.abs(Date.parse(state.now) - now())).toBeLessThan(MINUTE_MS);
  });
});

test('orders from another page in the same browser are refused', async () => {
  const before = now();
  const elsewhere = { origin: 'https://evil.example', 'content-type': 'application/json' };
  const body = JSON.stringify({ minutes: 600 });
  const refused = await fetch(`${site.url}/clock/advance`, { method: 'POST', headers: elsewhere, body });
  expect(refused.status).toBe(403);
  expect(now() - before).toBeLessThan(HOUR_MS);
  const own = { ...elsewhere, origin: site.url };
  expect((await fetch(`${site.url}/clock/advance`, { method: 'POST', headers: own, body })).status).toBe(200);
});
