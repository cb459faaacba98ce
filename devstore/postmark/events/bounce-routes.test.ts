import { type BounceFilteringParameters, BounceType } from 'postmark/dist/client/models';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeEach(async () => {
  await bench?.close();
  bench = await openBench();
});
afterAll(() => bench.close());

const bounces = async (filter: Partial<BounceFilteringParameters> = {}) =>
  (await bench.client.getBounces(filter)).Bounces;

describe('bounces', () => {
  test('a hard bounce deactivates the address until it is activated again', async () => {
    const { MessageID } = await bench.client.sendEmail(mail({ Tag: 'welcome' }));
    bench.standIn.inbox.bounce(MessageID);
    const [bounce] = await bounces();
    expect(bounce).toMatchObject({
      RecordType: 'Bounce',
      Type: 'HardBounce',
      TypeCode: 1,
      Name: 'Hard bounce',
      MessageID,
      Email: 'ana@example.com',
      From: 'hello@shop.example',
      Tag: 'welcome',
      Inactive: true,
      CanActivate: true,
      DumpAvailable: true,
      Subject: 'Hello',
      MessageStream: 'outbound',
      ServerID: bench.server.id,
    });
    await expect(bench.client.sendEmail(mail())).rejects.toMatchObject({ code: 406 });
    expect((await bench.client.getBounceDump(bounce!.ID)).Body).toContain('Final-Recipient: rfc822; ana@example.com');
    expect(await bench.client.activateBounce(bounce!.ID)).toMatchObject({
      Message: 'OK',
      Bounce: { ID: bounce!.ID, Inactive: false },
    });
    expect((await bench.client.sendEmail(mail())).ErrorCode).toBe(0);
    expect(await bounces()).toHaveLength(1);
  });

  test('a complaint cannot be taken back (1003)', async () => {
    const { MessageID } = await bench.client.sendEmail(mail());
    bench.standIn.inbox.complain(MessageID);
    const [complaint] = await bounces();
    expect(complaint).toMatchObject({ Type: 'SpamComplaint', TypeCode: 100001, Inactive: true, CanActivate: false });
    await expect(bench.client.activateBounce(complaint!.ID)).rejects.toMatchObject({ code: 1003 });
  });

  test.each(['SoftBounce', 'Transient', 'DnsError', 'AutoResponder', 'Blocked'] as const)(
    'a %s is told and changes nothing',
    async (type) => {
      const { MessageID } = await bench.client.sendEmail(mail());
      bench.standIn.inbox.bounce(MessageID, { type });
      expect(await bounces()).toMatchObject([{ Type: type, Inactive: false, CanActivate: false }]);
      expect((await bench.client.sendEmail(mail())).ErrorCode).toBe(0);
    },
  );

  test('Postmark’s test addresses bounce by themselves', async () => {
    const to = (name: string, header?: string) =>
      mail({
        To: `${name}@bounce-testing.postmarkapp.com`,
        ...(header ? { Headers: [{ Name: 'X-PM-Bounce-Type', Value: header }] } : {}),
      });
    await bench.client.sendEmailBatch([
      to('HardBounce'),
      to('soft_bounce'),
      to('anyone', 'DnsError'),
      to('whoever'),
      to('spamcomplaint'),
      mail({ To: 'test@blackhole.postmarkapp.com' }),
    ]);
    await bench.standIn.settle();
    expect((await bounces()).map(({ Type }) => Type).reverse()).toEqual([
      'HardBounce',
      'SoftBounce',
      'DnsError',
      'HardBounce',
      'HardBounce',
    ]);
    expect(bench.entries('delivered').map(({ recipient }) => recipient)).toEqual(['test@blackhole.postmarkapp.com']);
  });

  test('can be filtered and counted', async () => {
    const sent = await bench.client.sendEmailBatch([
      mail({ Tag: 'a' }),
      mail({ To: 'bo@example.com' }),
      mail({ To: 'cy@example.com', MessageStream: 'broadcast' }),
    ]);
    for (const { MessageID } of sent.slice(1)) bench.standIn.inbox.bounce(MessageID);
    bench.standIn.inbox.bounce(sent[0]!.MessageID, { type: 'SoftBounce' });
    const emails = async (filter: Partial<BounceFilteringParameters>) =>
      (await bounces(filter)).map(({ Email }) => Email.slice(0, 3));
    expect(await emails({})).toEqual(['ana', 'bo@']);
    expect(await emails({ messageStream: 'broadcast' })).toEqual(['cy@']);
    expect(await emails({ type: BounceType.SoftBounce })).toEqual(['ana']);
    expect(await emails({ inactive: true })).toEqual(['bo@']);
    expect(await emails({ emailFilter: 'BO@' })).toEqual(['bo@']);
    expect(await emails({ tag: 'a' })).toEqual(['ana']);
    expect(await emails({ messageID: sent[1]!.MessageID })).toEqual(['bo@']);
    expect(await bench.client.getDeliveryStatistics()).toEqual({
      InactiveMails: 2,
      Bounces: [
        { Name: 'All', Count: 3 },
        { Type: 'HardBounce', Name: 'Hard bounce', Count: 2 },
        { Type: 'SoftBounce', Name: 'Soft bounce', Count: 1 },
      ],
    });
    await expect(bounces({ type: 'Boomerang' as BounceType })).rejects.toMatchObject({ code: 1000 });
    await expect(bounces({ count: 501 })).rejects.toMatchObject({ code: 1000 });
    await expect(bench.client.getBounce(7)).rejects.toMatchObject({ code: 1001 });
  });
});
