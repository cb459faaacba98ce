import { describe, expect, test } from 'vitest';
import { describeMessage, describeMessages } from './describe-messages';

describe('what a send request says it wants, read without judging it', () => {
  test('addresses are bare and lower-case, To before Cc before Bcc', () => {
    const json = {
      Bcc: 'C@Example.com',
      Cc: 'B <b@example.com>',
      To: 'A <A@Example.com>, d@example.com',
      Subject: 'Hi',
      MessageStream: 'news',
      Metadata: { message: 'm-1' },
    };
    expect(describeMessage(json)).toEqual({
      to: ['a@example.com', 'd@example.com', 'b@example.com', 'c@example.com'],
      stream: 'news',
      subject: 'Hi',
      metadata: { message: 'm-1' },
    });
  });

  test.each([null, 5, 'text', [], {}, { To: 7, Subject: [], MessageStream: null, Metadata: 'x' }])(
    '%j is nobody’s mail',
    (json) => {
      expect(describeMessage(json)).toEqual({ to: [], stream: 'outbound', subject: null, metadata: {} });
    },
  );

  test('an address that is none is shown as it is; metadata of any kind as text', () => {
    expect(describeMessage({ To: 'nobody', Metadata: { order: 5, nothing: null } })).toMatchObject({
      to: ['nobody'],
      metadata: { order: '5', nothing: 'null' },
    });
  });

  test('a batch is a list, a batch of templates lies under Messages', () => {
    const list = [{ To: 'a@example.com' }, { To: 'b@example.com' }];
    expect(describeMessages('/email/batch', list).map(({ to }) => to)).toEqual([['a@example.com'], ['b@example.com']]);
    expect(describeMessages('/email/batchWithTemplates', { Messages: list }).map(({ to }) => to)).toEqual([
      ['a@example.com'],
      ['b@example.com'],
    ]);
    expect(describeMessages('/email', list[0])).toHaveLength(1);
  });
});
