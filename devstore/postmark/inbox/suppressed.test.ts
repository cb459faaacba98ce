import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

const send = async (To: string) =>
  (await bench.client.sendEmail(mail({ To, MessageStream: 'broadcast', HtmlBody: '<p>News</p>' }))).MessageID;

describe('suppressions, as the inbox shows them', () => {
  test('tell who gets no mail, why, and who can change that', async () => {
    const { inbox } = bench.standIn;
    inbox.bounce(await send('gone@example.com'));
    await bench.clock.advance(1_000);
    inbox.complain(await send('cross@example.com'));
    await bench.clock.advance(1_000);
    await inbox.unsubscribe(await send('Tired@example.com'), { how: 'one-click' });
    const common = { serverId: bench.server.id, stream: 'broadcast', origin: 'Recipient' };
    const nine = Date.parse('2026-11-22T09:00:00Z');
    expect(inbox.suppressed()).toEqual([
      {
        ...{ ...common, email: 'tired@example.com', createdAt: new Date(nine + 2_000) },
        ...{ reason: 'ManualSuppression', mayBeLiftedBy: 'Recipient' },
      },
      {
        ...{ ...common, email: 'cross@example.com', createdAt: new Date(nine + 1_000) },
        ...{ reason: 'SpamComplaint', mayBeLiftedBy: null },
      },
      {
        ...{ ...common, email: 'gone@example.com', createdAt: new Date(nine) },
        ...{ reason: 'HardBounce', mayBeLiftedBy: 'Customer' },
      },
    ]);
  });

  test('are lifted by the shop or the recipient, but never after a complaint', async () => {
    const { inbox } = bench.standIn;
    const at = { serverId: bench.server.id, stream: 'broadcast' };
    expect(inbox.reactivate({ ...at, email: 'gone@example.com' })).toBe('Customer');
    expect(inbox.reactivate({ ...at, email: 'TIRED@example.com' })).toBe('Recipient');
    expect(() => inbox.reactivate({ ...at, email: 'cross@example.com' })).toThrow(/lets nobody lift that/);
    expect(() => inbox.reactivate({ ...at, email: 'gone@example.com' })).toThrow(
      /is not suppressed on the stream broad/,
    );
    expect(inbox.suppressed().map(({ email }) => email)).toEqual(['cross@example.com']);
    expect(bench.entries('reactivated').map(({ recipient, origin }) => [recipient, origin])).toEqual([
      ['gone@example.com', 'Customer'],
      ['tired@example.com', 'Recipient'],
    ]);
    expect(await send('gone@example.com')).toBeTruthy();
  });
});
