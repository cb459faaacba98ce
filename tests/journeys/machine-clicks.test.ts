import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setUpShop } from '../../devstore/demo/merchant';
import { moveToNoon } from '../../devstore/story/opening';
import { clickAndBuy, leavesCart } from '../../devstore/story/shoppers';
import { HOUR_MS, MINUTE_MS, Stage } from '../../devstore/story/stage';
import { openJourney, type Journey } from './open-journey';

let journey: Journey;
let stage: Stage;

interface Row {
  id: string;
  to: string;
  status: { words: string };
}

beforeAll(async () => {
  journey = await openJourney({ store: { customers: 60, products: 60 } });
  const { world, app, appUrl } = journey;
  stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined });
  await app.startWeb();
  await app.startWorker();
  await stage.admin.open('/app');
  await stage.settle(300_000);
  await setUpShop(world, appUrl, 'postmark');
  await moveToNoon(stage);
  for (const [index, name] of ['anna', 'ben'].entries())
    await leavesCart(stage, name, index, { acceptsMarketing: true });
  await stage.advance(4 * HOUR_MS + MINUTE_MS);
});
afterAll(() => journey.close());

const rowOf = async (name: string): Promise<Row | undefined> => {
  const { messages } = await stage.admin.load<{ messages: Row[] }>('/app/messages', 'routes/app.messages');
  return messages.find(({ to }) => to === stage.person(name).email);
};
const signalsOf = async (name: string) => {
  const id = (await rowOf(name))?.id ?? '';
  const page = await stage.admin.load<{ signals: { what: string; by: string }[] }>(
    `/app/messages/${id}`,
    'routes/app.messages_.$id',
  );
  return page.signals;
};
const credited = async () =>
  (await stage.admin.load<{ results: { attributedMinor: number } }>('/app?index', 'routes/app._index')).results
    .attributedMinor;

describe('two mailboxes, one of them guarded', () => {
  it('a program that follows every link of a mail is nobody: the mail is not clicked, and what is bought later not its doing', async () => {
    const scanned = await journey.world.postmark.inbox.scan(stage.mailTo('anna').messageId);
    expect(scanned).toBeGreaterThan(4);
    await stage.advance(2 * MINUTE_MS);
    expect((await rowOf('anna'))?.status.words).toBe('Delivered');
    expect(new Set((await signalsOf('anna')).map(({ by }) => by))).toEqual(new Set(['machine']));
    const { shopper } = stage.person('anna');
    await shopper.pay();
    await stage.settle();
    expect(await credited()).toBe(0);
  });

  it('a person who reads and follows one link is counted, and so is what they buy', async () => {
    await clickAndBuy(stage, 'ben');
    expect((await rowOf('ben'))?.status.words).toBe('Clicked');
    expect((await signalsOf('ben')).map(({ what, by }) => `${what} by a ${by}`)).toEqual([
      'opened by a person',
      'clicked by a person',
    ]);
    const order = journey.world.shopify.store.data.orders
      .filter(({ email }) => email === stage.person('ben').email)
      .at(-1);
    expect(await credited()).toBe(order?.totalMinor);
  });

  it('nothing complained on the way', () => expect(journey.complaints).toEqual([]));
});
