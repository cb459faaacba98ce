import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { acceptedMails } from '../../devstore/story/judge';
import { install, moveToNoon, setUp } from '../../devstore/story/opening';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { openJourney, type Journey } from './open-journey';

const LONG = 330_000;
const FOUR_HOURS_MS = 4 * 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The three moments around a request at which a power cut is worst: before anything was sent, after it was marked but before a byte left, and
 * after Postmark took it but before we wrote that down.
 */
const MOMENTS = ['send.claimed', 'send.requested', 'send.accepted'] as const;

describe('a worker that dies by SIGKILL around a send', () => {
  let journey: Journey;
  let stage: Stage;

  beforeAll(async () => {
    journey = await openJourney({ store: { customers: 60, products: 60 } });
    stage = new Stage({ ...journey, unsubscribeMode: 'postmark', print: () => undefined });
    await install(stage);
    await setUp(stage);
    await moveToNoon(stage);
  }, LONG);
  afterAll(() => journey.close());

  it.each(MOMENTS.map((moment, index) => ({ moment, index })))(
    'at $moment: exactly one mail after the restart',
    async ({ moment, index }) => {
      const { world, app } = journey;
      const name = `kim-${index}`;
      await leavesCart(stage, name, index, { acceptsMarketing: true });
      const { email } = stage.person(name);
      const mails = () => acceptedMails(world).filter((mail) => mail.to === email).length;

      stage.worker?.kill('SIGTERM');
      await stage.worker?.ended;
      const doomed = await app.startWorker({ KINDRED_CRASH_POINT: moment });
      await world.clock.advance(FOUR_HOURS_MS + MINUTE_MS);
      expect((await doomed.ended).signal, 'the worker was to die at this point').toBe('SIGKILL');
      expect(mails()).toBe(moment === 'send.accepted' ? 1 : 0);

      stage.worker = await app.startWorker();
      await world.logs.postmark.waitFor((entry) => entry.kind === 'accepted' && entry.to.includes(email), {
        what: `the mail to ${email} after the restart\n${journey.complaints.join('\n')}`,
        timeoutMs: 150_000,
      });
      await everythingSettled(world, app, 120_000);
      await world.clock.advance(2 * MINUTE_MS);
      await everythingSettled(world, app, 120_000);
      expect(mails(), `mails to ${email}`).toBe(1);
    },
    LONG,
  );
});
