import { Errors } from 'postmark';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

describe('one message', () => {
  test('is taken and answered as Postmark answers', async () => {
    const response = await bench.client.sendEmail(
      mail({ To: 'Ana <ana@example.com>', Metadata: { message: 'm-1' }, Tag: 'welcome' }),
    );
    expect(response).toEqual({
      To: 'Ana <ana@example.com>',
      SubmittedAt: '2026-11-22T04:00:00.0000000-05:00',
      MessageID: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      ErrorCode: 0,
      Message: 'OK',
    });
    expect(bench.entries('accepted').at(-1)).toMatchObject({
      messageId: response.MessageID,
      to: ['ana@example.com'],
      from: 'hello@shop.example',
      stream: 'outbound',
      subject: 'Hello',
      tag: 'welcome',
      metadata: { message: 'm-1' },
      warnings: [],
    });
  });
});
void Errors;
