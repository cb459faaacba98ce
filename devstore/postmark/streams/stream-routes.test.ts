import { type CreateMessageStreamRequest, UnsubscribeHandlingTypes } from 'postmark/dist/client/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

const stream = (fields: Record<string, unknown>) =>
  ({ ID: 'news', Name: 'News', MessageStreamType: 'Broadcasts', ...fields }) as unknown as CreateMessageStreamRequest;
const handling = (type: string) => ({ SubscriptionManagementConfiguration: { UnsubscribeHandlingType: type } });

describe('message streams', () => {
  test('a new server has three', async () => {
    const { MessageStreams, TotalCount } = await bench.client.getMessageStreams();
    expect(TotalCount).toBe(3);
    expect(
      MessageStreams.map(
        ({ ID, MessageStreamType, SubscriptionManagementConfiguration: { UnsubscribeHandlingType } }) => [
          ID,
          MessageStreamType,
          UnsubscribeHandlingType,
        ],
      ),
    ).toEqual([
      ['outbound', 'Transactional', 'None'],
      ['inbound', 'Inbound', 'None'],
      ['broadcast', 'Broadcasts', 'Postmark'],
    ]);
  });

  test('one is made, read, edited and found by its type', async () => {
    const made = await bench.client.createMessageStream(stream({ ID: 'digest', Description: 'Weekly' }));
    expect(made).toEqual({
      ID: 'digest',
      ServerID: bench.server.id,
      Name: 'News',
      Description: 'Weekly',
      MessageStreamType: 'Broadcasts',
      CreatedAt: '2026-11-22T04:00:00.0000000-05:00',
      UpdatedAt: null,
      ArchivedAt: null,
      ExpectedPurgeDate: null,
      SubscriptionManagementConfiguration: { UnsubscribeHandlingType: 'Postmark' },
    });
    expect(await bench.client.editMessageStream('digest', { Name: 'Digest' })).toMatchObject({
      Name: 'Digest',
      Description: 'Weekly',
      UpdatedAt: made.CreatedAt,
    });
    expect(await bench.client.getMessageStream('digest')).toMatchObject({ Name: 'Digest' });
    const broadcasts = await bench.client.getMessageStreams({ messageStreamType: 'Broadcasts' });
    expect(broadcasts.MessageStreams.map(({ ID }) => ID)).toEqual(['broadcast', 'digest']);
  });

  test('an archived one is hidden, takes no mail, and comes back', async () => {
    await bench.client.createMessageStream(stream({ ID: 'old' }));
    expect(await bench.client.archiveMessageStream('old')).toMatchObject({
      ID: 'old',
      ExpectedPurgeDate: '2027-01-06T04:00:00.0000000-05:00',
    });
    const ids = async (includeArchivedStreams: boolean) =>
      (await bench.client.getMessageStreams({ includeArchivedStreams })).MessageStreams.map(({ ID }) => ID);
    expect(await ids(false)).not.toContain('old');
    expect(await ids(true)).toContain('old');
    await expect(bench.client.sendEmail(mail({ MessageStream: 'old' }))).rejects.toMatchObject({ code: 1235 });
    expect(await bench.client.unarchiveMessageStream('old')).toMatchObject({ ArchivedAt: null });
    expect((await bench.client.sendEmail(mail({ MessageStream: 'old' }))).ErrorCode).toBe(0);
  });

  test.each<[string, number, Record<string, unknown>]>([
    ['an unknown type', 1221, { MessageStreamType: 'Marketing' }],
    ['a second inbound stream', 1221, { MessageStreamType: 'Inbound' }],
    ['no id', 1227, { ID: '' }],
    ['an id that begins with a digit', 1227, { ID: '1st' }],
    ['an id of 31 characters', 1227, { ID: 'n'.repeat(31) }],
    ['an id of Postmark’s own', 1233, { ID: 'pm-news' }],
    ['an id that is taken', 1230, { ID: 'broadcast' }],
    ['a reserved id', 1237, { ID: 'all' }],
    ['no name', 1223, { Name: ' ' }],
    ['HTML in the description', 1234, { Description: '<b>News</b>' }],
    ['an unknown handling', 1240, handling('Mine')],
    ['a broadcast without unsubscribes', 1239, handling('None')],
    ['a transactional stream with them', 1239, { MessageStreamType: 'Transactional', ...handling('Postmark') }],
    ['handling of one’s own without approval', 1238, handling('Custom')],
    ['an unknown field', 403, { Colour: 'red' }],
  ])('refuses %s → %i', async (_what, code, fields) => {
    await expect(bench.client.createMessageStream(stream(fields))).rejects.toMatchObject({ statusCode: 422, code });
  });

  test('refuses what cannot be: unknown, default to the archive, own handling by edit', async () => {
    await expect(bench.client.getMessageStream('none')).rejects.toMatchObject({ code: 1226 });
    await expect(bench.client.archiveMessageStream('outbound')).rejects.toMatchObject({ code: 1229 });
    await expect(bench.client.archiveMessageStream('inbound')).rejects.toMatchObject({ code: 1229 });
    const custom = {
      SubscriptionManagementConfiguration: { UnsubscribeHandlingType: UnsubscribeHandlingTypes.Custom },
    };
    await expect(bench.client.editMessageStream('broadcast', custom)).rejects.toMatchObject({ code: 1238 });
  });

  test('a server has room for ten', async () => {
    const roomy = bench.standIn.createServer({ name: 'Roomy' });
    const client = bench.clientFor(roomy.token);
    for (let count = 4; count <= 10; count += 1) await client.createMessageStream(stream({ ID: `s${count}` }));
    await expect(client.createMessageStream(stream({ ID: 's11' }))).rejects.toMatchObject({ code: 1225 });
  });
});

test('with the approval of Postmark’s support a stream may manage its own unsubscribes', async () => {
  const approved = await openBench({ approvals: { customUnsubscribe: true } });
  const made = await approved.client.createMessageStream(stream(handling('Custom')));
  expect(made.SubscriptionManagementConfiguration.UnsubscribeHandlingType).toBe('Custom');
  await approved.close();
});
