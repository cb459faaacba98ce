import { afterEach, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from './testing/open-bench';

const benches: Bench[] = [];
const open = async (...options: Parameters<typeof openBench>) => {
  const bench = await openBench(...options);
  benches.push(bench);
  return bench;
};
afterEach(async () => void (await Promise.all(benches.splice(0).map((bench) => bench.close()))));

describe('the stand-in', () => {
  test('listens on loopback, and not twice', async () => {
    const bench = await open();
    expect(bench.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(bench.publicUrl).not.toBe(bench.url);
    await expect(bench.standIn.start({ port: 0 })).rejects.toThrow(/already listens/);
  });

  test('says when its port is taken', async () => {
    const first = await open();
    const second = await open();
    await second.close();
    await expect(second.standIn.start({ port: Number(new URL(first.url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  test('with the same seed and the same clock gives the same ids, with another seed others', async () => {
    const idOf = async (seed: number) => (await (await open({ seed })).client.sendEmail(mail())).MessageID;
    const [first, again, other] = [await idOf(1), await idOf(1), await idOf(2)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test('delivers after its delay of business time', async () => {
    const bench = await open({ deliveryDelayMs: 90_000 });
    await bench.client.sendEmail(mail());
    await bench.clock.advance(89_999);
    expect(bench.entries('delivered')).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.entries('delivered')).toHaveLength(1);
  });

  test('business time stamps what Postmark says, system time what the log receives', async () => {
    const bench = await open();
    await bench.clock.advance(30 * 86_400_000);
    const { SubmittedAt } = await bench.client.sendEmail(mail());
    expect(SubmittedAt).toBe('2026-12-22T04:00:00.0000000-05:00');
    const accepted = bench.log.all().find(({ entry }) => entry.kind === 'accepted');
    expect(accepted).toMatchObject({ at: '2026-12-22T09:00:00.000Z', receivedAt: '2026-11-22T09:00:00.000Z' });
  });

  test('keeps servers apart: streams, suppressions, mail', async () => {
    const bench = await open();
    const other = bench.clientFor(bench.standIn.createServer({ name: 'Other' }).token);
    await bench.client.createSuppressions('outbound', { Suppressions: [{ EmailAddress: 'ana@example.com' }] });
    await bench.client.createMessageStream({ ID: 'news', Name: 'News', MessageStreamType: 'Broadcasts' });
    expect((await other.sendEmail(mail())).ErrorCode).toBe(0);
    await expect(other.sendEmail(mail({ MessageStream: 'news' }))).rejects.toMatchObject({ code: 1235 });
    expect((await bench.client.getOutboundMessages()).TotalCount).toBe(0);
  });

  test('numbers requests on where the log of an earlier run ends', async () => {
    const first = await open();
    await first.client.sendEmail(mail());
    const second = await open({ log: first.log, seed: 2 });
    await second.client.sendEmail(mail());
    expect(first.entries('request').map(({ requestId }) => requestId)).toEqual([1, 2]);
    expect(first.entries('accepted').map(({ requestId }) => requestId)).toEqual([1, 2]);
  });

  test('stops even while a request hangs', async () => {
    const bench = await openBench();
    bench.standIn.faults.next({ kind: 'rejected-then-timeout' });
    const sending = bench.client.sendEmail(mail()).catch((error: unknown) => error);
    await bench.log.waitFor((entry) => entry.kind === 'refused', { what: 'the request', timeoutMs: 1_000 });
    await bench.close();
    expect(await sending).toMatchObject({ statusCode: 0 });
  });
});
