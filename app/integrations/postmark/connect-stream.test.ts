import { describe, expect, test } from 'vitest';
import { inPostmark, withWebhooks, type PostmarkBench } from '../../../tests/factories/postmark-bench';
import { connectPostmarkStream, type StreamTarget } from './connect-stream.server';
import { createPostmarkClients } from './postmark-client.server';

const connect = ({ url, server }: PostmarkBench, target: Partial<StreamTarget> & { url: string }) =>
  connectPostmarkStream(createPostmarkClients(url), {
    ...{
      token: server.token,
      stream: 'broadcast',
      username: 'kindred',
      password: 'secret',
      unsubscribeMode: 'postmark',
    },
    ...target,
  });
const webhooksOf = async ({ client }: PostmarkBench) =>
  (await client.getWebhooks({ messageStream: 'broadcast' })).Webhooks;
const handlingOf = async ({ client }: PostmarkBench) =>
  (await client.getMessageStream('broadcast')).SubscriptionManagementConfiguration.UnsubscribeHandlingType;

describe('connecting a stream', () => {
  test('makes one webhook that tells everything, under its password', () =>
    withWebhooks(async (bench, receiver) => {
      await connect(bench, { url: receiver.url });
      const on = { Enabled: true };
      expect(await webhooksOf(bench)).toMatchObject([
        {
          Url: receiver.url,
          Triggers: { Open: on, Click: on, Delivery: on, Bounce: on, SpamComplaint: on, SubscriptionChange: on },
        },
      ]);
      const asked = receiver.requests.map(({ headers }) => headers.authorization);
      expect(new Set(asked)).toEqual(new Set([`Basic ${Buffer.from('kindred:secret').toString('base64')}`]));
    }));

  test('again brings the same webhook up to date and makes no second', () =>
    withWebhooks(async (bench, receiver) => {
      await connect(bench, { url: receiver.url });
      const [first] = await webhooksOf(bench);
      await connect(bench, { url: receiver.url, password: 'another' });
      expect((await webhooksOf(bench)).map(({ ID }) => ID)).toEqual([first?.ID]);
      expect(receiver.requests.at(-1)?.headers.authorization).toContain(
        Buffer.from('kindred:another').toString('base64'),
      );
    }));

  test('leaves the shop’s other webhooks alone', () =>
    withWebhooks(async (bench, receiver) => {
      const Url = `${receiver.url}/of-somebody-else`;
      await bench.client.createWebhook({
        Url,
        MessageStream: 'broadcast',
        Triggers: { Open: { Enabled: true, PostFirstOpenOnly: true } },
      });
      await connect(bench, { url: receiver.url });
      expect((await webhooksOf(bench)).map((webhook) => webhook.Url).sort()).toEqual([receiver.url, Url].sort());
    }));

  test.each([
    ['postmark', 'Postmark'],
    ['custom', 'Custom'],
  ] as const)('lets %s own the way out', (unsubscribeMode, handling) =>
    withWebhooks(
      async (bench, receiver) => {
        await connect(bench, { url: receiver.url, unsubscribeMode });
        expect(await handlingOf(bench)).toBe(handling);
      },
      { approvals: { customUnsubscribe: true } },
    ),
  );

  test('may go back from one way to the other', () =>
    withWebhooks(
      async (bench, receiver) => {
        for (const unsubscribeMode of ['custom', 'postmark'] as const)
          await connect(bench, { url: receiver.url, unsubscribeMode });
        expect(await handlingOf(bench)).toBe('Postmark');
      },
      { approvals: { customUnsubscribe: true } },
    ));
});

describe('connecting a stream fails in Postmark’s own words', () => {
  test('where its support has not approved ways out of one’s own', () =>
    withWebhooks(async (bench, receiver) => {
      await expect(connect(bench, { url: receiver.url, unsubscribeMode: 'custom' })).rejects.toThrow(/.+/);
      expect(await handlingOf(bench)).toBe('Postmark');
      expect(await webhooksOf(bench)).toEqual([]);
    }));

  test('where the token or the stream is none', () =>
    inPostmark(async (bench) => {
      await expect(connect(bench, { url: 'http://127.0.0.1:9/', token: 'no-such-token' })).rejects.toThrow(/token/i);
      await expect(connect(bench, { url: 'http://127.0.0.1:9/', stream: 'no-such-stream' })).rejects.toThrow(/stream/i);
    }));

  test('where nobody answers at the webhook’s address', () =>
    inPostmark(async (bench) => {
      await expect(connect(bench, { url: 'http://127.0.0.1:9/hook' })).rejects.toThrow(/.+/);
    }));
});
