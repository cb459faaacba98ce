import { expect, test } from 'vitest';
import type { OutboundMessage } from './message';
import { createMessageStore } from './message-store';

const message = (id: string): OutboundMessage =>
  ({ id, html: `<p>${id}</p>`, text: id, attachments: [], metadata: {} }) as unknown as OutboundMessage;

test('of older messages all but the bodies is kept', () => {
  const [all, few] = [createMessageStore(), createMessageStore({ keepsBodiesOf: 2 })];
  for (const id of ['one', 'two', 'three']) {
    all.add(message(id));
    few.add(message(id));
  }
  expect(all.all().map(({ text }) => text)).toEqual(['one', 'two', 'three']);
  expect(few.all().map(({ id, html, text }) => [id, html, text])).toEqual([
    ['one', null, null],
    ['two', '<p>two</p>', 'two'],
    ['three', '<p>three</p>', 'three'],
  ]);
});
