import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSite } from '../../devstore/site/site';
import { acceptedMails } from '../../devstore/story/judge';
import { install, moveToNoon, setUp } from '../../devstore/story/opening';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { openJourney, type Journey } from './open-journey';

const LONG = 330_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Answer {
  travelled: { stops: number; mails: { at: string; to: string[] }[] } | null;
  clock: { now: string; upcoming: { at: string; words: string }[] };
}

describe('the clock of the dev store’s site', () => {
  let journey: Journey;
  let stage: Stage;

  beforeAll(async () => {
    journey = await openJourney();
    const { world, app, appUrl } = journey;
    world.site.use(createSite({ world, app, appUrl }));
    stage = new Stage({ ...journey, unsubscribeMode: 'postmark', print: () => undefined });
    await install(stage);
    await setUp(stage);
    await moveToNoon(stage);
  }, LONG);
  afterAll(() => journey.close());

  async function post(path: string, body: object = {}): Promise<Answer> {
    const headers = { 'content-type': 'application/json' };
    const url = `${journey.world.urls.site}/clock/${path}`;
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(response.status, journey.complaints.join('\n')).toBe(200);
    return (await response.json()) as Answer;
  }
  const now = () => journey.world.clock.now().getTime();
  const mailsTo = (name: string) => acceptedMails(journey.world).filter(({ to }) => to === stage.person(name).email);

  it(
    'a jump of a day sends the mail that was due after four hours after four hours',
    async () => {
      await leavesCart(stage, 'anna', 0, { acceptsMarketing: true });
      const leftAt = now();
      const { clock } = await post('advance', { minutes: 1 });
      // Work of the app's own may fall due sooner; what it is depends on when the shop was installed.
      const times = clock.upcoming.map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
      const comesBack = clock.upcoming.find(({ words }) => words === 'Kindred comes back to somebody in a flow');
      expect((Date.parse(comesBack?.at ?? '') - leftAt) / HOUR_MS, JSON.stringify(clock.upcoming)).toBeCloseTo(4, 1);
      const { travelled } = await post('advance', { minutes: 1_440 });
      const [first, second] = mailsTo('anna').map(({ at }) => (Date.parse(at) - leftAt) / HOUR_MS);
      expect(first).toBeCloseTo(4, 1);
      expect(second).toBeCloseTo(24, 1);
      expect(travelled?.mails.map(({ to }) => to)).toEqual(mailsTo('anna').map(({ to }) => [to]));
    },
    LONG,
  );

  it(
    'the web process follows at once, and a worker looks at the world within a second',
    async () => {
      const { world, appUrl } = journey;
      const delaysMs: number[] = [];
      for (const [index, name] of ['ben', 'cleo', 'dora'].entries()) {
        await leavesCart(stage, name, index + 1, { acceptsMarketing: true });
        await world.clock.advance(4 * HOUR_MS);
        const movedAtMs = performance.now();
        const work = (await (await fetch(`${appUrl}/world/work`)).json()) as { clockOffsetMs: number };
        expect(Math.abs(work.clockOffsetMs - world.clock.offsetMs)).toBeLessThan(100);
        await stage.settle();
        expect(mailsTo(name)).toHaveLength(1);
        // What a worker does first for a mail that is due can be seen from outside: it asks the shop for today's stock and prices.
        const asked = world.logs.shopify
          .all()
          .find(({ entry, monotonicMs }) => monotonicMs > movedAtMs && entry.kind === 'request' && entry.operation);
        delaysMs.push((asked?.monotonicMs ?? Infinity) - movedAtMs);
      }
      // The fastest of three, since a machine may be busy with something else just then.
      expect(Math.min(...delaysMs)).toBeLessThan(1_000);
    },
    LONG,
  );
});
