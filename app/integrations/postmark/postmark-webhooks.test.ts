import { describe, expect, test } from 'vitest';
import type { EmailReport } from '~/capture/events/reports';
import { withWebhooks, type PostmarkBench } from '../../../tests/factories/postmark-bench';
import { connectPostmarkStream } from './connect-stream.server';
import { createPostmarkClients } from './postmark-client.server';
import { createPostmarkTransport } from './postmark-transport.server';
import { parsePostmarkWebhook, postmarkEventId } from './postmark-webhooks';

const OURS = '0197a3d0-0000-7000-8000-000000000001';
type Receiver = Parameters<Parameters<typeof withWebhooks>[0]>[1];
interface Told {
  bench: PostmarkBench;
  receiver: Receiver;
  /** Postmark's id of the one mail that Ana got. */
  mailId: string;
  /** What came of it, as Postmark posted it: the bodies of one kind, oldest first. */
  bodies(recordType: string): Promise<string[]>;
}

/** Ana has got a mail of ours on a stream that tells us everything. */
async function withMail(work: (told: Told) => Promise<void>, metadata = OURS): Promise<void> {
  await withWebhooks(async (bench, receiver) => {
    const clients = createPostmarkClients(bench.url);
    const { token } = bench.server;
    const hook = { url: receiver.url, username: 'kindred', password: 'secret' };
    await connectPostmarkStream(clients, { token, stream: 'broadcast', unsubscribeMode: 'postmark', ...hook });
    const html = '<p><a href="https://shop.example/cart">Cart</a> <a href="{{{ pm:unsubscribe }}}">Unsubscribe</a></p>';
    const [result] = await createPostmarkTransport(clients).sendBatch({ token }, [
      {
        ...{ messageId: metadata, to: 'ana@example.com', from: 'hello@shop.example', replyTo: null, subject: 'Cart' },
        ...{ html, text: '{{{ pm:unsubscribe }}}', stream: 'broadcast', headers: [], tag: 'cart' },
      },
    ]);
    if (result?.kind !== 'accepted') throw new Error(`the mail was not taken: ${JSON.stringify(result)}`);
    const bodies = async (recordType: string) => {
      await bench.standIn.settle();
      return receiver.events(recordType).map((body) => JSON.stringify(body));
    };
    await work({ bench, receiver, mailId: result.providerMessageId, bodies });
  });
}
const read = (body: string | undefined): EmailReport => {
  const report = parsePostmarkWebhook(body ?? '', 'key');
  if (report.kind !== 'email') throw new Error(`read as ${report.kind}: ${body}`);
  return report.email;
};

describe('what Postmark tells of a mail', () => {
  test('that it arrived', () =>
    withMail(async ({ bodies, bench }) => {
      const about = { occurredAt: bench.clock.now(), source: 'postmark', dedupeKey: 'key' };
      expect(read((await bodies('Delivery'))[0])).toEqual({
        kind: 'engagement',
        messageId: OURS,
        event: { ...about, type: 'email_delivered', properties: { messageId: OURS } },
      });
    }));

  test('that it was opened, each time', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      await bench.standIn.inbox.open(mailId);
      await bench.clock.advance(60_000);
      await bench.standIn.inbox.open(mailId);
      const opens = (await bodies('Open')).map(read);
      const signal = { kind: 'open', messageId: OURS, agent: 'browser', link: null, url: null };
      expect(opens).toMatchObject([{ signal }, { signal }]);
      expect(new Set((await bodies('Open')).map((body) => postmarkEventId(JSON.parse(body)))).size).toBe(2);
    }));

  test('that it was opened by Apple’s proxy, which opens every mail', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      await bench.standIn.inbox.open(mailId, { userAgent: 'Mozilla/5.0' });
      expect((await bodies('Open')).map(read)).toMatchObject([{ signal: { kind: 'open', agent: 'apple-privacy' } }]);
    }));

  test('nothing of its links: they are ours to count', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      // The shop itself is not on this machine: only the click on the way to it is of interest.
      await bench.standIn.inbox.click(mailId, 'https://shop.example/cart').catch(() => undefined);
      expect(await bodies('Click')).toEqual([]);
    }));

  test('that a link was followed that Postmark counts, without the token by which a reader is known on the way', () => {
    const link = 'https://shop.example/products/mug?variant=4&kindred_mail=a-token.of-it&utm_source=kindred#reviews';
    const body = { RecordType: 'Click', MessageID: 'x', MessageStream: 'broadcast', OriginalLink: link };
    const click = { ...body, Metadata: { kindred_message: OURS }, ReceivedAt: '2026-03-10T12:00:00Z' };
    expect(read(JSON.stringify(click))).toMatchObject({
      ...{ kind: 'signal' },
      signal: {
        ...{ kind: 'click', messageId: OURS, agent: 'nameless', link: null },
        url: 'https://shop.example/products/mug?variant=4&utm_source=kindred#reviews',
      },
    });
    const elsewhere = { ...click, OriginalLink: 'not a link: kindred_mail' };
    expect(read(JSON.stringify(elsewhere))).toMatchObject({ signal: { url: 'not a link: kindred_mail' } });
  });

  test('that the mailbox does not exist: nobody may write there any more', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      bench.standIn.inbox.bounce(mailId);
      expect(read((await bodies('Bounce'))[0])).toMatchObject({
        ...{ kind: 'revocation', messageId: OURS, email: 'ana@example.com', why: 'hard-bounced' },
        event: { type: 'email_bounced', properties: { messageId: OURS, bounceType: 'HardBounce' } },
      });
    }));

  test('that the mailbox was full this time: nothing is revoked', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      bench.standIn.inbox.bounce(mailId, { type: 'SoftBounce' });
      const event = { type: 'email_bounced', properties: { messageId: OURS, bounceType: 'SoftBounce' } };
      expect(read((await bodies('Bounce'))[0])).toMatchObject({ kind: 'engagement', messageId: OURS, event });
    }));

  test('that somebody is out of office: it arrived, and nothing is to be said of it', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      bench.standIn.inbox.bounce(mailId, { type: 'AutoResponder' });
      expect(parsePostmarkWebhook((await bodies('Bounce'))[0] ?? '', 'key')).toEqual({ kind: 'not-needed' });
    }));

  test('that its reader answered and asked to be taken off the list: it is a revocation', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      bench.standIn.inbox.bounce(mailId, { type: 'Unsubscribe' });
      expect(read((await bodies('Bounce'))[0])).toMatchObject({
        ...{ kind: 'revocation', messageId: OURS, email: 'ana@example.com', why: 'unsubscribed', event: null },
      });
    }));

  test('that it was marked as spam: it is a revocation', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      bench.standIn.inbox.complain(mailId);
      expect(read((await bodies('SpamComplaint'))[0])).toMatchObject({
        ...{ kind: 'revocation', messageId: OURS, email: 'ana@example.com', why: 'complained' },
        event: { type: 'email_complained' },
      });
    }));

  test.each(['one-click', 'link'] as const)('that its reader opted out (%s): it is a revocation since then', (how) =>
    withMail(async ({ bodies, bench, mailId }) => {
      await bench.standIn.inbox.unsubscribe(mailId, { how });
      expect(read((await bodies('SubscriptionChange'))[0])).toEqual({
        ...{ kind: 'revocation', messageId: OURS, email: 'ana@example.com', why: 'unsubscribed', event: null },
        occurredAt: bench.clock.now(),
      });
    }),
  );
});

describe('a change of a subscription', () => {
  test('that the shop made at Postmark itself, without any mail, is a revocation', () =>
    withMail(async ({ bodies, bench }) => {
      await bench.client.createSuppressions('broadcast', { Suppressions: [{ EmailAddress: 'ben@example.com' }] });
      const body = (await bodies('SubscriptionChange')).at(-1);
      expect(read(body)).toMatchObject({
        kind: 'revocation',
        messageId: null,
        email: 'ben@example.com',
        why: 'unsubscribed',
      });
      expect(postmarkEventId(JSON.parse(body ?? ''))).toContain('ben@example.com');
    }));

  test('back to receiving is not consent: that comes from the person alone', () =>
    withMail(async ({ bodies, bench }) => {
      await bench.client.createSuppressions('broadcast', { Suppressions: [{ EmailAddress: 'ben@example.com' }] });
      await bench.client.deleteSuppressions('broadcast', { Suppressions: [{ EmailAddress: 'ben@example.com' }] });
      const changes = await bodies('SubscriptionChange');
      expect(changes.map((body) => parsePostmarkWebhook(body, 'key').kind)).toEqual(['email', 'not-needed']);
      expect(new Set(changes.map((body) => postmarkEventId(JSON.parse(body)))).size).toBe(2);
    }));

  test('that follows a bounce or a complaint is told by that already', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      bench.standIn.inbox.bounce(mailId);
      const changes = await bodies('SubscriptionChange');
      expect(changes.map((body) => parsePostmarkWebhook(body, 'key').kind)).toEqual(changes.map(() => 'not-needed'));
    }));
});

describe('a report', () => {
  test('has one name however often it is delivered', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      bench.standIn.faults.webhooks({ duplicateRate: 1 });
      await bench.standIn.inbox.open(mailId);
      const opens = await bodies('Open');
      expect(opens).toHaveLength(2);
      expect(new Set(opens.map((body) => postmarkEventId(JSON.parse(body)))).size).toBe(1);
    }));

  test('of a mail that is none of ours is not needed', () =>
    withMail(async ({ bodies, bench, mailId }) => {
      await bench.standIn.inbox.open(mailId);
      for (const body of [...(await bodies('Delivery')), ...(await bodies('Open'))]) {
        const foreign = JSON.stringify({ ...(JSON.parse(body) as object), Metadata: {} });
        expect(parsePostmarkWebhook(foreign, 'key')).toEqual({ kind: 'not-needed' });
      }
    }));

  test.each([{}, { kindred_message: 'not one of our names' }, { other: 'x' }, null])(
    'of a revocation is heeded whatever its metadata is (%j)',
    (Metadata) =>
      withMail(async ({ bodies, bench, mailId }) => {
        bench.standIn.inbox.complain(mailId);
        const body = JSON.parse((await bodies('SpamComplaint'))[0] ?? '') as object;
        const report = read(JSON.stringify({ ...body, Metadata }));
        expect(report).toMatchObject({ kind: 'revocation', messageId: null, email: 'ana@example.com', event: null });
      }),
  );

  test('that is a sample for trying the address is not needed', () =>
    withMail(async ({ receiver }) => {
      const samples = receiver.requests.filter(({ text }) => text.includes('00000000-0000-0000-0000-000000000000'));
      expect(samples.length).toBeGreaterThan(0);
      for (const { text } of samples) expect(parsePostmarkWebhook(text, 'key')).toEqual({ kind: 'not-needed' });
    }));

  test.each([
    ['no JSON', 'hello', SyntaxError],
    ['of no known kind', '{"RecordType":"Moon"}', /RecordType/],
    ['without its time', '{"RecordType":"Delivery","MessageID":"x","MessageStream":"broadcast"}', /DeliveredAt/],
  ])('that is %s is refused by its field', (_what, body, problem) => {
    expect(() => parsePostmarkWebhook(body, 'key')).toThrow(problem);
  });
});
