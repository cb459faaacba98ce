import { expect, test } from 'vitest';
import { mailboxOf, type Mailbox } from './mailbox';

test.each<[Mailbox, string[]]>([
  ['gmail', ['ana@gmail.com', 'ana@googlemail.com']],
  ['outlook', ['ana@outlook.com', 'ana@hotmail.co.uk', 'ana@live.fr', 'ana@msn.com', 'ana@outlook.com.br']],
  ['yahoo', ['ana@yahoo.de', 'ana@ymail.com', 'ana@aol.com', 'ana@yahoo.co.jp']],
  ['icloud', ['ana@icloud.com', 'ana@me.com', 'ana@mac.com']],
  ['gmx', ['ana@gmx.de', 'ana@gmx.net', 'ana@web.de', 'ana@t-online.de']],
  [
    'other',
    ['ana@oak.example', 'ana@gmail.com.evil.example', 'ana@notgmail.com', 'ana@me.example', 'ana@live.shop.co.uk'],
  ],
])('%s', (mailbox, emails) => {
  expect(emails.map(mailboxOf)).toEqual(emails.map(() => mailbox));
});
