import { describe, expect, test } from 'vitest';
import { outgoing } from '../../../tests/contracts/email-transport';
import { inPostmark, type PostmarkBench } from '../../../tests/factories/postmark-bench';
import { createPostmarkClients } from './postmark-client.server';
import { createPostmarkTransport } from './postmark-transport.server';

const transportOf = ({ url }: PostmarkBench) => createPostmarkTransport(createPostmarkClients(url, 0.5));
describe('a batch', () => {
  test('is taken, with an answer for each mail in the mails’ order', () =>
    inPostmark(async (bench) => {
      const emails = [
        outgoing(),
        outgoing({ from: 'nobody@elsewhere.example' }),
        outgoing(),
        outgoing({ to: 'no address' }),
      ];
      const results = await transportOf(bench).sendBatch(bench.server, emails);
      expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'try-later', 'accepted', 'rejected']);
      const taken = bench.entries('accepted').map(({ messageId, to }) => [messageId, to[0]]);
      const told = [0, 2].map((index) => {
        const result = results[index];
        return [result?.kind === 'accepted' ? result.providerMessageId : null, emails[index]?.to];
      });
      expect(taken).toEqual(told);
    }));

  test('carries who it is from, where to answer, its stream, its headers and our name for it', () =>
    inPostmark(
      async (bench) => {
        await bench.client.editMessageStream('broadcast', {
          SubscriptionManagementConfiguration: { UnsubscribeHandlingType: 'Custom' },
        } as never);
        const headers = [{ name: 'List-Unsubscribe', value: '<https://app.example/u/x>' }];
        const email = outgoing({ replyTo: 'team@shop.example', headers });
        await transportOf(bench).sendBatch(bench.server, [email]);
        const [mail] = bench.standIn.inbox.messages();
        const details = await bench.client.getOutboundMessageDetails(mail?.messageId ?? '');
        expect(details).toMatchObject({
          ...{ From: email.from, Subject: 'Your cart', Tag: 'abandoned-cart-first' },
          ...{ MessageStream: 'broadcast', TrackOpens: true, TrackLinks: 'None' },
          ...{ HtmlBody: email.html, TextBody: email.text, Metadata: { kindred_message: email.messageId } },
        });
        expect(bench.standIn.inbox.raw(mail?.messageId ?? '')).toMatch(/^Reply-To: .*team@shop\.example/m);
        const sent = mail?.headers.find(({ Name }) => Name === 'List-Unsubscribe');
        expect(sent?.Value).toBe('<https://app.example/u/x>');
      },
      { approvals: { customUnsubscribe: true } },
    ));

  test('of more than Postmark takes at once is refused before anything is sent', () =>
    inPostmark(async (bench) => {
      const emails = Array.from({ length: 501 }, () => outgoing());
      await expect(transportOf(bench).sendBatch(bench.server, emails)).rejects.toThrow('at most 500');
      expect(bench.entries('request')).toEqual([]);
    }));

  test.each([
    ['rate-limit', 'try-later'],
    ['unavailable', 'try-later'],
    ['server-error', 'unknown'],
    ['reset-connection', 'unknown'],
    ['accepted-then-timeout', 'unknown'],
    ['rejected-then-timeout', 'unknown'],
  ] as const)('that meets %s is %s, every mail of it', (kind, result) =>
    inPostmark(async (bench) => {
      bench.standIn.faults.next({ kind });
      const results = await transportOf(bench).sendBatch(bench.server, [outgoing(), outgoing()]);
      expect(results.map((each) => each.kind)).toEqual([result, result]);
    }),
  );

  test('that finds nobody there was never sent', () =>
    inPostmark(async (bench) => {
      await bench.standIn.faults.outage(true);
      const results = await transportOf(bench).sendBatch(bench.server, [outgoing()]);
      expect(results).toEqual([{ kind: 'try-later', detail: 'the connection failed (ECONNREFUSED)' }]);
    }));

  test('under a token nobody gave may be sent when there is one', () =>
    inPostmark(async (bench) => {
      const [result] = await transportOf(bench).sendBatch({ token: 'no-such-token' }, [outgoing()]);
      expect(result?.kind).toBe('try-later');
    }));
});

describe('looking for a message', () => {
  test('finds what was taken, by our name for it, on its stream', () =>
    inPostmark(async (bench) => {
      const transport = transportOf(bench);
      const [email, other] = [outgoing(), outgoing()];
      await transport.sendBatch(bench.server, [other, email]);
      const mail = bench.standIn.inbox.messages({ to: email.to })[0];
      const found = { kind: 'accepted', providerMessageId: mail?.messageId };
      expect(await transport.find(bench.server, 'broadcast', email.messageId)).toEqual(found);
      expect(await transport.find(bench.server, 'outbound', email.messageId)).toEqual({ kind: 'not-found' });
    }));

  test('does not find what was never taken, or not yet', () =>
    inPostmark(
      async (bench) => {
        const transport = transportOf(bench);
        const email = outgoing();
        expect(await transport.find(bench.server, 'broadcast', email.messageId)).toEqual({ kind: 'not-found' });
        await transport.sendBatch(bench.server, [email]);
        expect(await transport.find(bench.server, 'broadcast', email.messageId)).toEqual({ kind: 'not-found' });
        bench.system.nowMs += 60_000;
        expect(await transport.find(bench.server, 'broadcast', email.messageId)).toMatchObject({ kind: 'accepted' });
      },
      { searchLagMs: 60_000 },
    ));

  test.each(['server-error', 'unavailable', 'rejected-then-timeout'] as const)(
    'says nothing while Postmark cannot be asked (%s): it throws',
    (kind) =>
      inPostmark(async (bench) => {
        bench.standIn.faults.next({ kind, scope: 'read' });
        await expect(transportOf(bench).find(bench.server, 'broadcast', outgoing().messageId)).rejects.toThrow();
      }),
  );
});
