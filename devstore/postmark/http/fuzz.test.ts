import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

/** Whatever comes, the stand-in answers as Postmark would and never with a fault of its own (ErrorCode 101). */
async function ask(method: string, path: string, body: string): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', 'x-postmark-server-token': bench.server.token };
  const response = await fetch(bench.url + path, { method, headers, ...(method === 'GET' ? {} : { body }) });
  return { status: response.status, body: await response.json() };
}

const fields = [
  'From',
  'To',
  'Cc',
  'Subject',
  'HtmlBody',
  'TextBody',
  'Tag',
  'Headers',
  'Metadata',
  'Attachments',
  'TrackOpens',
  'TrackLinks',
  'MessageStream',
];
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('{{{ pm:unsubscribe', '<a href="', 'a@b.example', '\r\n', '__proto__', 'broadcast', 'None'),
);
const oddValue = fc.oneof(
  oddText,
  fc.jsonValue({ maxDepth: 2 }),
  fc.array(fc.record({ Name: oddText, Value: oddText, Content: oddText, ContentType: oddText }, { requiredKeys: [] }), {
    maxLength: 3,
  }),
  fc.dictionary(fc.oneof(fc.string({ maxLength: 25 }), fc.constant('__proto__')), oddText, { maxKeys: 12 }),
);
const oddMail = fc.tuple(fc.constantFrom(...fields), oddValue).map(([field, value]) => ({ ...mail(), [field]: value }));

describe('requests nobody should make', () => {
  test('one odd field in a message', async () => {
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(oddMail, async (message) => {
        const answer = await ask('POST', '/email', JSON.stringify(message));
        seen.add(answer.status);
        expect([200, 422], JSON.stringify(answer.body)).toContain(answer.status);
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(seen).toEqual(new Set([200, 422]));
  });

  test('odd bodies to every path that takes one', async () => {
    const paths = [
      '/email/batch',
      '/email/withTemplate',
      '/email/batchWithTemplates',
      '/email/bulk',
      '/webhooks',
      '/message-streams',
      '/message-streams/outbound/suppressions',
      '/message-streams/outbound/suppressions/delete',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.oneof(fc.json({ maxDepth: 3 }), oddText), async (path, body) => {
        const answer = await ask('POST', path, body);
        expect([200, 422], `${path} ${body} → ${JSON.stringify(answer.body)}`).toContain(answer.status);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('odd questions to every search', async () => {
    const paths = [
      '/messages/outbound',
      '/messages/outbound/opens',
      '/messages/outbound/clicks',
      '/bounces',
      '/stats/outbound',
      '/message-streams/outbound/suppressions/dump',
      '/webhooks',
      '/message-streams',
    ];
    const names = [
      'count',
      'offset',
      'fromdate',
      'todate',
      'status',
      'type',
      'messagestream',
      'metadata_a',
      'tag',
      'recipient',
      'origin',
    ];
    const query = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(oddText, fc.constantFrom('5', '0', '2026-11-22', 'outbound')),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), query, async (path, parameters) => {
        const answer = await ask('GET', `${path}?${new URLSearchParams(parameters)}`, '');
        expect([200, 422], `${path} ${JSON.stringify(parameters)} → ${JSON.stringify(answer.body)}`).toContain(
          answer.status,
        );
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
