import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, benchStart, mail, openBench } from '../testing/open-bench';
import { openReceiver, type Receiver } from '../testing/open-receiver';
import { fairWeather } from './weather';

const minuteMs = 60_000;
let bench: Bench;
let receiver: Receiver;
beforeEach(async () => {
  [bench, receiver] = await Promise.all([openBench({ verifiesWebhooks: false }), openReceiver()]);
  await bench.client.createWebhook({ Url: receiver.url, Triggers: { Delivery: { Enabled: true } } });
});
afterEach(() => Promise.all([bench.close(), receiver.close()]));

const attempts = () =>
  bench.entries('webhook-attempt').map(({ attempt, status, outcome }) => ({ attempt, status, outcome }));

describe('the weather of webhooks', () => {
  test('is fair unless told otherwise, and fair again when told nothing', () => {
    const { faults } = bench.standIn;
    expect(faults.weather).toEqual(fairWeather);
    faults.webhooks({ dropRate: 1, minDelayMs: 5 });
    expect(faults.weather).toEqual({ ...fairWeather, dropRate: 1, minDelayMs: 5 });
    faults.webhooks({});
    expect(faults.weather).toEqual(fairWeather);
  });

  test('may keep each report back for a while of business time; what waits can be seen', async () => {
    bench.standIn.faults.webhooks({ minDelayMs: 60 * minuteMs });
    const { MessageID } = await bench.client.sendEmail(mail());
    await bench.standIn.settle();
    expect(bench.standIn.nextDue()).toEqual({ at: new Date(benchStart + 60 * minuteMs), what: 'report' });
    expect(bench.standIn.waitingReports()).toEqual([
      expect.objectContaining({
        ...{ recordType: 'Delivery', messageId: MessageID, recipient: 'ana@example.com' },
        ...{ attempt: 1, isDuplicate: false, dueAtMs: benchStart + 60 * minuteMs },
      }),
    ]);
    await bench.clock.advance(59 * minuteMs);
    expect(receiver.events()).toEqual([]);
    await bench.clock.advance(minuteMs);
    expect(receiver.events()).toHaveLength(1);
    expect(bench.standIn.waitingReports()).toEqual([]);
    expect(bench.standIn.nextDue()).toBeNull();
  });

  test('may refuse each first attempt before it reaches the application', async () => {
    bench.standIn.faults.webhooks({ isFirstRefused: true });
    await bench.client.sendEmail(mail());
    await bench.standIn.settle();
    expect(receiver.events()).toEqual([]);
    expect(attempts()).toEqual([{ attempt: 1, status: 500, outcome: 'retry' }]);
    expect(bench.standIn.waitingReports()).toMatchObject([{ attempt: 2, dueAtMs: benchStart + minuteMs }]);
    await bench.clock.advance(minuteMs);
    expect(receiver.events()).toHaveLength(1);
    expect(attempts()[1]).toEqual({ attempt: 2, status: 200, outcome: 'delivered' });
  });
});

test('a mail that takes its time is what falls due next', async () => {
  const slow = await openBench({ deliveryDelayMs: 5 * minuteMs });
  await slow.client.sendEmail(mail());
  await slow.standIn.settle();
  expect(slow.standIn.nextDue()).toEqual({ at: new Date(benchStart + 5 * minuteMs), what: 'delivery' });
  await slow.close();
});
