import { beforeEach, describe, expect, it } from 'vitest';
import { deliver, delivery } from '../../../tests/factories/deliveries';
import { gate } from '../../../tests/factories/gate';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { appendEvents } from '../events/event-log.server';
import {
  APART,
  HANDS,
  MOST_ATTEMPTS,
  MOST_TOGETHER,
  ParkEntry,
  processInbox,
  type RecordEntry,
} from './process-inbox.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  app.logged.length = 0;
});

const send = (...bodies: string[]) =>
  deliver(app, shop.id, ...bodies.map((body) => delivery(body, { externalId: body })));
const run = (record: RecordEntry) => withShop(shop.id, () => processInbox(app, shop.id, record));
const items = () =>
  withShop(shop.id, () =>
    db.prisma.inboxItem.findMany({
      select: { externalId: true, state: true, attempts: true, notBefore: true, problem: true },
      orderBy: { id: 'asc' },
    }),
  );
const states = async () => Object.fromEntries((await items()).map(({ externalId, state }) => [externalId, state]));

/** Leaves a mark of each entry in the event log, in the entry's own transaction; the key tells how often it was recorded. */
function marking(fails: (body: string) => boolean = () => false): RecordEntry & { heard: string[] } {
  const heard: string[] = [];
  const record: RecordEntry = async (tx, { body }) => {
    heard.push(body);
    const event = { type: 'cart_viewed', properties: {}, occurredAt: TEST_START, source: 'shopify' } as const;
    const dedupeKey = `${body}, time ${heard.filter((each) => each === body).length}`;
    await appendEvents(app, tx, shop.id, [{ profileId: app.ids.next(), event: { ...event, dedupeKey } }]);
    if (fails(body)) throw new Error(`${body} is poison`);
    return 'done';
  };
  return Object.assign(record, { heard });
}
const marks = () =>
  withShop(shop.id, async () => (await db.prisma.event.findMany()).map(({ dedupeKey }) => dedupeKey).sort());

describe('what waits in the inbox', () => {
  it('is taken in the order in which it came, until nothing waits', async () => {
    await send('a', 'b', 'c');
    const record = marking();
    expect(await run(record)).toBeNull();
    expect(record.heard).toEqual(['a', 'b', 'c']);
    expect(await states()).toEqual({ a: 'done', b: 'done', c: 'done' });
  });

  it('is taken side by side while many wait, each entry once, and those that fail are put off alone', async () => {
    const names = Array.from({ length: (HANDS + 1) * APART }, (_, number) => `entry ${number}`);
    await send(...names);
    const record = marking((body) => body.endsWith('7'));
    const all = gate();
    let [inHand, most] = [0, 0];
    await run(async (tx, entry) => {
      inHand += 1;
      most = Math.max(most, inHand);
      if (inHand === HANDS) all.open();
      if (record.heard.length >= APART) await all.passed;
      return record(tx, entry).finally(() => (inHand -= 1));
    });
    expect(most).toBe(HANDS);
    expect(record.heard.slice(0, APART)).toEqual(names.slice(0, APART));
    expect([...record.heard].sort()).toEqual([...names].sort());
    const left = (await items()).filter(({ state }) => state !== 'done');
    expect(left.map(({ externalId }) => externalId)).toEqual(names.filter((name) => name.endsWith('7')));
    expect(await marks()).toHaveLength(names.length - left.length);
  });

  it('is handed over with everything that was told with it', async () => {
    const sent = delivery('{"a":1}', { source: 'postmark', topic: 'event', triggeredAt: null });
    await deliver(app, shop.id, sent);
    await run((_, entry) => {
      expect(entry).toMatchObject({ ...sent, attempts: 0, receivedAt: app.systemClock.now() });
      return Promise.resolve('ignored');
    });
    expect(await states()).toEqual({ [sent.externalId]: 'ignored' });
  });

  it('is not taken a second time', async () => {
    await send('a');
    const record = marking();
    await run(record);
    await send('a');
    await run(record);
    expect(record.heard).toEqual(['a']);
  });

  it('that comes while others are taken is taken too', async () => {
    await send('a');
    const record = marking();
    await run(async (tx, entry) => {
      if (entry.body === 'a') await send('late');
      return record(tx, entry);
    });
    expect(record.heard).toEqual(['a', 'late']);
  });

  it('of another shop is left alone', async () => {
    const other = await createShop(app);
    await deliver(app, other.id, delivery('theirs'));
    const record = marking();
    expect(await run(record)).toBeNull();
    expect(record.heard).toEqual([]);
  });

  it('is taken exactly once by five workers at once', async () => {
    const bodies = Array.from({ length: 60 }, (_, index) => `entry-${index}`);
    await send(...bodies);
    const record = marking();
    await Promise.all(Array.from({ length: 5 }, () => run(record)));
    expect([...record.heard].sort()).toEqual([...bodies].sort());
    expect(await marks()).toHaveLength(60);
    expect(new Set(Object.values(await states()))).toEqual(new Set(['done']));
  });

  it('does not wait for an entry that another worker has in hand', async () => {
    await send('slow', 'quick');
    const [begun, end] = [gate(), gate()];
    const record = marking();
    const slow = run(async (tx, entry) => {
      if (entry.body === 'slow') {
        begun.open();
        await end.passed;
      }
      return record(tx, entry);
    });
    await begun.passed;
    const lookAgainAt = await run(record);
    expect(record.heard).toEqual(['quick']);
    expect(lookAgainAt, 'should the other worker die, somebody looks').toEqual(app.systemClock.now());
    end.open();
    expect(await slow).toBeNull();
    expect(record.heard).toEqual(['quick', 'slow']);
  });
});

describe('an entry that fails', () => {
  const poison = () => marking((body) => body === 'poison');

  it('leaves nothing behind, and does not hold up the others', async () => {
    await send('before', 'poison', 'behind');
    await run(poison());
    expect(await marks()).toEqual(['before, time 1', 'behind, time 1']);
    expect(await states()).toEqual({ before: 'done', poison: 'pending', behind: 'done' });
  });

  it('is tried again later, each time twice as late, and parked with its reason at last', async () => {
    await send('poison');
    const record = poison();
    const waits: (number | null)[] = [];
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const at = await run(record);
      waits.push(at && at.getTime() - app.systemClock.now().getTime());
      expect(await run(record), 'not before its time').toEqual(at);
      expect(record.heard).toHaveLength(attempt);
      if (at) app.advanceSystem(at.getTime() - app.systemClock.now().getTime());
    }
    expect(waits).toEqual([3_000, 6_000, 12_000, 24_000, 48_000, 96_000, 192_000, null]);
    expect(await items()).toMatchObject([{ state: 'parked', attempts: MOST_ATTEMPTS, problem: 'poison is poison' }]);
    expect(await marks()).toEqual([]);
  });

  it('that is parked is not tried any more', async () => {
    await send('poison');
    const record = poison();
    await withShop(shop.id, () => db.prisma.inboxItem.updateMany({ data: { attempts: MOST_ATTEMPTS - 1 } }));
    await run(record);
    app.advanceSystem(86_400_000);
    expect(await run(record)).toBeNull();
    expect(record.heard).toHaveLength(1);
  });

  it('that nobody can help by trying again is parked at once', async () => {
    await send('a');
    expect(await run(() => Promise.reject(new ParkEntry('another shop is named')))).toBeNull();
    expect(await items()).toMatchObject([{ state: 'parked', attempts: 1, problem: 'another shop is named' }]);
  });

  it('is done when it succeeds after all, and its problem is forgotten', async () => {
    await send('late bloomer');
    let isReady = false;
    const record = marking(() => !isReady);
    await run(record);
    isReady = true;
    app.advanceSystem(3_000);
    expect(await run(record)).toBeNull();
    expect(await items()).toMatchObject([{ state: 'done', attempts: 1, problem: null }]);
    expect(await marks()).toEqual(['late bloomer, time 2']);
  });

  it('is told of in the log by its id and reason, never by its contents', async () => {
    await send('poison');
    const [item] = await withShop(shop.id, () => db.prisma.inboxItem.findMany());
    await run(() => Promise.reject(new Error('x'.repeat(5_000))));
    expect(app.logged).toMatchObject([
      { level: 40, msg: 'inbox entry failed', shopId: shop.id, inboxId: item?.id, attempts: 1 },
    ]);
    expect((await items())[0]?.problem).toHaveLength(1_000);
  });

  it('because its payload was changed or belongs to another shop is parked like any other', async () => {
    const other = await createShop(app);
    await send('a');
    await withShop(shop.id, () =>
      db.prisma.inboxItem.updateMany({ data: { payload: app.vault.seal('a', other.id), attempts: MOST_ATTEMPTS - 1 } }),
    );
    const record = marking();
    await run(record);
    expect(record.heard).toEqual([]);
    expect(await items()).toMatchObject([
      { state: 'parked', problem: expect.stringMatching(/authenticate/) as string },
    ]);
  });

  it('says when the next one may be tried: the earliest of all that wait', async () => {
    await send('poison');
    await run(marking(() => true));
    app.advanceSystem(1_000);
    await send('worse');
    const at = await run(marking(() => true));
    expect(at).toEqual(after(2_000, app.systemClock.now()));
  });
});

describe('when the database goes away in the middle of an entry', () => {
  it('the entry waits, and nothing it brought is there', async () => {
    await send('a');
    const record = marking();
    await run(async (tx, entry) => {
      await record(tx, entry);
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await db.pool.query('SELECT pg_terminate_backend($1)', [row?.pid]);
      return 'done';
    });
    expect(await states()).toEqual({ a: 'pending' });
    expect(await marks()).toEqual([]);
    app.advanceSystem(3_000);
    await run(record);
    expect(await marks()).toEqual(['a, time 2']);
  });
});

describe('what browsers tell', () => {
  const browse = (...bodies: string[]) =>
    deliver(app, shop.id, ...bodies.map((body) => delivery(body, { source: 'storefront', externalId: body })));

  it('waits until nothing else does', async () => {
    await browse('x', 'y');
    await send('a', 'b');
    const record = marking();
    await run(record);
    expect(record.heard).toEqual(['a', 'b', 'x', 'y']);
  });

  it('is recorded several at a time, in the order in which it came', async () => {
    const bodies = Array.from({ length: MOST_TOGETHER + 2 }, (_, nth) => `view ${String(nth).padStart(2, '0')}`);
    await browse(...bodies);
    const transactions: string[] = [];
    const record = marking();
    await run(async (tx, entry) => {
      const [row] = await tx.$queryRaw<{ id: string }[]>`SELECT pg_current_xact_id()::text AS "id"`;
      transactions.push(row?.id ?? '');
      return record(tx, entry);
    });
    expect(record.heard).toEqual(bodies);
    expect(new Set(transactions).size).toBe(2);
    expect(new Set(Object.values(await states()))).toEqual(new Set(['done']));
  });

  it('that cannot be recorded spoils nothing for what came with it, and leaves no half of itself', async () => {
    await browse('x', 'poison', 'y');
    await run(marking((body) => body === 'poison'));
    expect(await states()).toEqual({ x: 'done', poison: 'pending', y: 'done' });
    expect((await marks()).map((mark) => mark.split(',')[0])).toEqual(['x', 'y']);
    expect(app.logged.map(({ msg }) => msg)).toEqual(['inbox entry failed']);
  });
});
