import { Errors, type ServerClient } from 'postmark';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { FaultKind } from '../faults/faults';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
let hasty: ServerClient;
beforeEach(async () => {
  await bench?.close();
  bench = await openBench();
  hasty = bench.clientFor(bench.server.token, 0.15);
});
afterAll(() => bench.close());

const accepted = () => bench.entries('accepted').map(({ to }) => to[0]);
const failure = (sending: Promise<unknown>) =>
  sending.then(
    () => expect.unreachable('the request should have failed'),
    (error: unknown) => error,
  );
const ended = (outcome: string) =>
  bench.log.waitFor((entry) => entry.kind === 'answer' && entry.outcome === outcome, {
    what: `a request that ends as ${outcome}`,
    timeoutMs: 2_000,
  });

describe('definite failures', () => {
  test.each<[FaultKind, number, number, new (message: string, code: number, statusCode: number) => Error]>([
    ['rate-limit', 429, 429, Errors.RateLimitExceededError],
    ['server-error', 500, 101, Errors.InternalServerError],
    ['unavailable', 503, 100, Errors.ServiceUnavailablerError],
  ])(
    '%s: HTTP %i with ErrorCode %i, nothing is taken, and only as often as ordered',
    async (kind, statusCode, code, kindOfError) => {
      bench.standIn.faults.next({ kind, count: 2 });
      for (const sending of [bench.client.sendEmail(mail()), bench.client.sendEmailBatch([mail(), mail()])]) {
        const error = await failure(sending);
        expect(error).toBeInstanceOf(kindOfError);
        expect(error).toMatchObject({ statusCode, code });
      }
      expect(accepted()).toEqual([]);
      expect(bench.entries('refused').map(({ errorCode, index }) => [errorCode, index])).toEqual([
        [code, 0],
        [code, 0],
        [code, 1],
      ]);
      expect((await bench.client.sendEmail(mail())).ErrorCode).toBe(0);
    },
  );

  test('an outage refuses the connection; recipients’ links go on; afterwards the port is the same', async () => {
    const { MessageID } = await bench.client.sendEmail(mail({ MessageStream: 'broadcast' }));
    await bench.standIn.faults.outage(true);
    const refused = await fetch(bench.url).catch((error: unknown) => error);
    expect(refused).toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    expect(await failure(bench.client.sendEmail(mail()))).toMatchObject({ statusCode: 0 });
    expect((await fetch(`${bench.publicUrl}/unsubscribe/${MessageID}/0`)).status).toBe(200);
    await bench.standIn.faults.outage(false);
    expect((await bench.client.sendEmail(mail())).ErrorCode).toBe(0);
    expect(bench.entries('request')).toHaveLength(2);
  });
});

describe('unknown outcomes', () => {
  test('accepted-then-timeout takes the message and never answers', async () => {
    bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
    expect(await failure(hasty.sendEmail(mail({ Metadata: { message: 'm-1' } })))).toMatchObject({
      statusCode: 0,
      message: expect.stringMatching(/timeout|aborted/i),
    });
    expect(accepted()).toEqual(['ana@example.com']);
    expect((await ended('client-gave-up')).entry).toMatchObject({ status: null });
    const evidence = await bench.client.getOutboundMessages({ metadata_message: 'm-1', count: 1, offset: 0 });
    expect(evidence.TotalCount).toBe(1);
    expect(bench.entries('request')[0]).toMatchObject({ fault: 'accepted-then-timeout' });
  });

  test('a whole batch can be accepted so', async () => {
    bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
    await failure(
      hasty.sendEmailBatch([mail({ To: 'a@example.com' }), mail({ To: 'nobody' }), mail({ To: 'c@example.com' })]),
    );
    expect(accepted()).toEqual(['a@example.com', 'c@example.com']);
  });

  test('rejected-then-timeout takes nothing and never answers', async () => {
    bench.standIn.faults.next({ kind: 'rejected-then-timeout' });
    expect(await failure(hasty.sendEmail(mail()))).toMatchObject({ statusCode: 0 });
    await ended('client-gave-up');
    expect(accepted()).toEqual([]);
    expect(bench.entries('refused')).toMatchObject([
      { errorCode: null, reason: 'fault: rejected-then-timeout', to: ['ana@example.com'] },
    ]);
  });

  test('reset-connection cuts the line and takes nothing', async () => {
    bench.standIn.faults.next({ kind: 'reset-connection' });
    expect(await failure(bench.client.sendEmail(mail()))).toMatchObject({ statusCode: 0 });
    await ended('reset');
    expect(accepted()).toEqual([]);
    expect(bench.entries('refused')).toMatchObject([{ errorCode: null, reason: 'fault: reset-connection' }]);
  });

  test('an outage cuts requests that are under way', async () => {
    bench.standIn.faults.next({ kind: 'rejected-then-timeout' });
    const sending = failure(bench.client.sendEmail(mail()));
    await bench.log.waitFor((entry) => entry.kind === 'refused', { what: 'the request', timeoutMs: 1_000 });
    await bench.standIn.faults.outage(true);
    expect(await sending).toMatchObject({ statusCode: 0 });
    await ended('reset');
  });
});

describe('other troubles', () => {
  test('half a batch fails: each second message, with the code that is ordered', async () => {
    bench.standIn.faults.next({ kind: 'half-batch-fails', count: 2 });
    const results = await bench.client.sendEmailBatch(
      ['a', 'b', 'c', 'd', 'e'].map((name) => mail({ To: `${name}@example.com` })),
    );
    expect(results.map(({ ErrorCode }) => ErrorCode)).toEqual([0, 101, 0, 101, 0]);
    expect(accepted()).toEqual(['a@example.com', 'c@example.com', 'e@example.com']);
    expect(bench.entries('refused').map(({ to }) => to[0])).toEqual(['b@example.com', 'd@example.com']);
    expect((await bench.client.sendEmail(mail())).ErrorCode).toBe(0);
  });

  test('a slow answer comes after its delay; the message is taken at once', async () => {
    bench.standIn.faults.next({ kind: 'slow', delayMs: 80 });
    const sending = bench.client.sendEmail(mail());
    await bench.log.waitFor((entry) => entry.kind === 'accepted', { what: 'the message', timeoutMs: 1_000 });
    expect((await sending).ErrorCode).toBe(0);
    const request = bench.entries('request')[0]!;
    const answer = await ended('answered');
    expect(
      answer.entry.kind === 'answer' && answer.entry.answeredMs - (request.lastByteMs ?? 0),
    ).toBeGreaterThanOrEqual(79);
  });

  test('paused sending: answered as ever, but neither sent nor found until Postmark resumes', async () => {
    bench.standIn.faults.pauseSending(true);
    const { MessageID } = await bench.client.sendEmail(mail());
    await bench.clock.advance(86_400_000);
    bench.system.nowMs += 86_400_000;
    await expect(bench.client.getOutboundMessageDetails(MessageID)).rejects.toMatchObject({ code: 701 });
    expect((await bench.client.getOutboundMessages()).TotalCount).toBe(0);
    expect(bench.standIn.inbox.messages()).toEqual([]);
    bench.standIn.faults.pauseSending(false);
    await bench.standIn.settle();
    expect(await bench.client.getOutboundMessageDetails(MessageID)).toMatchObject({ Status: 'Sent' });
    expect(bench.entries('delivered')).toHaveLength(1);
  });

  test('a rate limit counts requests within a second of system time', async () => {
    const limited = await openBench({ limits: { requestsPerSecond: 3 } });
    for (let request = 0; request < 3; request += 1) await limited.client.getServer();
    expect(await failure(limited.client.getServer())).toBeInstanceOf(Errors.RateLimitExceededError);
    limited.system.nowMs += 1_000;
    expect((await limited.client.getServer()).Name).toBe('Shop');
    await limited.close();
  });

  test('a mix by seed fails what it should and takes the rest', async () => {
    bench.standIn.faults.mix({ rate: 0.5, kinds: ['unavailable', 'half-batch-fails'] });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        bench.client.sendEmail(mail({ To: `p${index}@example.com` })).then(
          () => true,
          () => false,
        ),
      ),
    );
    const taken = outcomes.filter(Boolean).length;
    expect(taken).toBeGreaterThan(20);
    expect(taken).toBeLessThan(40);
    expect(accepted()).toHaveLength(taken);
  });
});
