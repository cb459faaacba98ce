import { type CreateWebhookRequest } from 'postmark/dist/client/models';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench } from '../testing/open-bench';
import { openReceiver, type Receiver } from '../testing/open-receiver';

let bench: Bench;
let receiver: Receiver;
beforeEach(async () => {
  await Promise.all([bench?.close(), receiver?.close()]);
  [bench, receiver] = await Promise.all([openBench(), openReceiver()]);
});
afterAll(() => Promise.all([bench.close(), receiver.close()]));

const hook = (fields: Record<string, unknown> = {}) =>
  ({ Url: receiver.url, Triggers: { Delivery: { Enabled: true } }, ...fields }) as unknown as CreateWebhookRequest;

describe('webhooks of a server', () => {
  test('are made, listed by stream, read, edited and removed', async () => {
    const made = await bench.client.createWebhook(
      hook({
        MessageStream: 'broadcast',
        HttpAuth: { Username: 'u', Password: 'p' },
        HttpHeaders: [{ Name: 'X-Key', Value: 'k' }],
        Triggers: { Open: { Enabled: true, PostFirstOpenOnly: true }, Bounce: { Enabled: true } },
      }),
    );
    expect(made).toEqual({
      ID: expect.any(Number),
      Url: receiver.url,
      MessageStream: 'broadcast',
      Status: 'verified',
      HttpAuth: { Username: 'u', Password: 'p' },
      HttpHeaders: [{ Name: 'X-Key', Value: 'k' }],
      Triggers: {
        Open: { Enabled: true, PostFirstOpenOnly: true },
        Click: { Enabled: false },
        Delivery: { Enabled: false },
        Bounce: { Enabled: true, IncludeContent: false },
        SpamComplaint: { Enabled: false, IncludeContent: false },
        SubscriptionChange: { Enabled: false },
      },
    });
    await bench.client.createWebhook(hook());
    const ids = async (messageStream?: string) =>
      (await bench.client.getWebhooks(messageStream ? { messageStream } : {})).Webhooks.map(({ ID }) => ID);
    expect(await ids()).toHaveLength(2);
    expect(await ids('broadcast')).toEqual([made.ID]);
    const edited = await bench.client.editWebhook(made.ID, { Triggers: { Click: { Enabled: true } } });
    expect(edited.Triggers).toMatchObject({
      Click: { Enabled: true },
      Open: { Enabled: true, PostFirstOpenOnly: true },
    });
    expect(await bench.client.getWebhook(made.ID)).toEqual(edited);
    expect(await bench.client.deleteWebhook(made.ID)).toEqual({ ErrorCode: 0, Message: `Webhook ${made.ID} removed.` });
    await expect(bench.client.getWebhook(made.ID)).rejects.toMatchObject({ code: 1352, statusCode: 422 });
  });

  test.each<[string, number, Record<string, unknown>]>([
    ['no address', 1354, { Url: '' }],
    ['an address that is none', 1354, { Url: 'my hook' }],
    ['an address of another scheme', 1354, { Url: 'ftp://shop.example' }],
    ['an unknown stream', 1226, { MessageStream: 'none' }],
    ['the inbound stream', 1351, { MessageStream: 'inbound' }],
    ['an id of one’s own', 1356, { ID: 5 }],
    ['a status of one’s own', 1363, { Status: 'verified' }],
    ['a header without a proper name', 1358, { HttpHeaders: [{ Name: 'X Key', Value: 'k' }] }],
    ['an unknown trigger', 1361, { Triggers: { Reply: { Enabled: true } } }],
  ])('refuses %s → %i', async (_what, code, fields) => {
    await expect(bench.client.createWebhook(hook(fields))).rejects.toMatchObject({ code, statusCode: 422 });
  });

  test('refuses an archived stream, another stream by edit, and an eleventh', async () => {
    await bench.client.createMessageStream({ ID: 'old', Name: 'Old', MessageStreamType: 'Broadcasts' });
    await bench.client.archiveMessageStream('old');
    await expect(bench.client.createWebhook(hook({ MessageStream: 'old' }))).rejects.toMatchObject({ code: 1350 });
    const { ID } = await bench.client.createWebhook(hook());
    await expect(bench.client.editWebhook(ID, hook({ MessageStream: 'broadcast' }))).rejects.toMatchObject({
      code: 1357,
    });
    for (let count = 2; count <= 10; count += 1) await bench.client.createWebhook(hook());
    await expect(bench.client.createWebhook(hook())).rejects.toMatchObject({ code: 1359 });
    expect(await bench.client.createWebhook(hook({ MessageStream: 'broadcast' }))).toMatchObject({
      MessageStream: 'broadcast',
    });
  });
});

describe('verification', () => {
  test('asks the address once for each trigger, with its credentials', async () => {
    await bench.client.createWebhook(
      hook({
        HttpAuth: { Username: 'u', Password: 'p' },
        Triggers: { Delivery: { Enabled: true }, Bounce: { Enabled: true }, Open: { Enabled: false } },
      }),
    );
    expect(receiver.requests.map(({ text }) => (JSON.parse(text) as { RecordType: string }).RecordType).sort()).toEqual(
      ['Bounce', 'Delivery'],
    );
    expect(receiver.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
  });

  test('fails when one trigger is not answered with 200, and then nothing is kept (1364)', async () => {
    receiver.answer = ({ text }) => (text.includes('"Bounce"') ? 404 : 200);
    const triggers = { Triggers: { Delivery: { Enabled: true }, Bounce: { Enabled: true } } };
    await expect(bench.client.createWebhook(hook(triggers))).rejects.toMatchObject({
      code: 0,
      statusCode: 422,
      message: '1/2 triggers verified successfully',
    });
    expect((await bench.client.getWebhooks()).Webhooks).toEqual([]);
    const answer = await fetch(`${bench.url}/webhooks`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-postmark-server-token': bench.server.token },
      body: JSON.stringify(hook(triggers)),
    });
    expect(answer.headers.get('x-pm-apierrorcode')).toBe('1364');
    expect(await answer.json()).toMatchObject({
      Success: false,
      Message: '1/2 triggers verified successfully',
      Results: [
        { TriggerType: 'Delivery', Success: true, StatusCode: 200 },
        { TriggerType: 'Bounce', Success: false, StatusCode: 404 },
      ],
    });
  });

  test('fails when nobody is there, and can be left for later', async () => {
    const { url } = receiver;
    await receiver.close();
    await expect(bench.client.createWebhook(hook({ Url: url }))).rejects.toMatchObject({
      message: '0/1 triggers verified successfully',
    });
    expect(await bench.client.createWebhook(hook({ Url: url, Verify: false }))).toMatchObject({ Status: 'unverified' });
    receiver = await openReceiver();
  });

  test('can be made up for', async () => {
    receiver.answer = () => 503;
    const { ID } = await bench.client.createWebhook(hook({ Verify: false }));
    const headers = { 'x-postmark-server-token': bench.server.token };
    const verify = async (): Promise<unknown> => {
      const response = await fetch(`${bench.url}/webhooks/${ID}/verify`, { method: 'POST', headers });
      return response.json();
    };
    expect(await verify()).toMatchObject({ Success: false });
    receiver.answer = () => 200;
    expect(await verify()).toMatchObject({ Success: true });
    expect(await bench.client.getWebhook(ID)).toMatchObject({ Status: 'verified' });
  });
});
