import { describe, expect, test } from 'vitest';
import { outgoing, transportContract } from '../../../tests/contracts/email-transport';
import { inSmtp } from '../../../tests/factories/smtp-bench';
import { smtpAccountSchema } from '~/delivery/sending/smtp-account';
import { resultOfSmtpFailure } from './smtp-result';
import { createSmtpTransport } from './smtp-transport.server';

transportContract(inSmtp);

describe('a server of the merchant’s own', () => {
  test('gets what lets readers leave, and our name for the mail', () =>
    inSmtp(async (bench) => {
      const headers = [
        { name: 'List-Unsubscribe', value: '<https://app.example/u/x>' },
        { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      ];
      const email = outgoing({ headers });
      await bench.sendBatch([email]);
      const [mail] = await bench.arrived();
      expect(mail?.headers).toMatchObject({
        'list-unsubscribe': '<https://app.example/u/x>',
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
        'x-kindred-message': email.messageId,
        'message-id': `<${email.messageId}@shop.example>`,
      });
    }));

  test('that refuses a mailbox refuses that mail alone, and its answer names nobody', () =>
    inSmtp(async (bench) => {
      const [gone, other] = [outgoing(), outgoing()];
      bench.server.faults.set(gone.to, 'refuse');
      const [refused, taken] = await bench.sendBatch([gone, other]);
      expect(refused).toMatchObject({ kind: 'rejected', code: 'smtp-550' });
      expect(JSON.stringify(refused)).not.toContain(gone.to);
      expect(taken?.kind).toBe('accepted');
    }));

  test.each(['hang-up-before', 'hang-up-after', 'silent-after'] as const)(
    'that is lost while a mail is handed over (%s) leaves that one unknown, and the others go by another connection',
    (fault) =>
      inSmtp(async (bench) => {
        const emails = [outgoing(), outgoing(), outgoing()];
        bench.server.faults.set(emails[1]?.to ?? '', fault);
        const results = await bench.sendBatch(emails);
        expect(results.map(({ kind }) => kind)).toEqual(['accepted', 'unknown', 'accepted']);
        const arrivals = (await bench.arrived()).map(({ to }) => to);
        expect(new Set(arrivals).size, 'nobody got it twice').toBe(arrivals.length);
      }),
  );

  test('that knows the login no more costs no mail: all wait for the merchant', () =>
    inSmtp(async (bench) => {
      const results = await bench.transport.sendBatch({ ...bench.account, password: 'wrong' }, [
        outgoing(),
        outgoing(),
      ]);
      expect(results.map(({ kind }) => kind)).toEqual(['try-later', 'try-later']);
      expect(bench.server.taken).toEqual([]);
    }));

  test('whose certificate is another’s is told nothing', () =>
    inSmtp(async (bench) => {
      const account = { ...bench.account, host: 'other.example' };
      const [result] = await bench.transport.sendBatch(account, [outgoing()]);
      expect(result?.kind).toBe('try-later');
      expect(bench.server.logins).toBe(0);
    }));

  test('whose name leads inside is not connected to', () =>
    inSmtp(async (bench) => {
      const transport = createSmtpTransport({ name: 'kindred.example', resolve: () => Promise.resolve(['10.0.0.1']) });
      const [result] = await transport.sendBatch(bench.account, [outgoing()]);
      expect(result).toEqual({ kind: 'try-later', detail: 'the server’s name leads to no public address' });
    }));

  test('is one connection for few mails, and some for many', () =>
    inSmtp(async (bench) => {
      await bench.sendBatch([outgoing(), outgoing()]);
      expect(bench.server.logins).toBe(1);
      await bench.sendBatch(Array.from({ length: 100 }, () => outgoing()));
      expect(bench.server.logins).toBe(5);
    }));
});

describe('what became of a mail that was not taken', () => {
  const failed = (failure: Partial<Parameters<typeof resultOfSmtpFailure>[0]>) =>
    resultOfSmtpFailure({ message: 'x', isHandedOver: true, ...failure }).kind;

  test.each([
    ['an answer of 5xx is for ever', { responseCode: 554 }, 'rejected'],
    ['an answer of 4xx is for now', { responseCode: 421 }, 'try-later'],
    ['a refused login is the merchant’s to mend', { responseCode: 535, code: 'EAUTH' }, 'try-later'],
    ['no answer after the mail was begun is unknown', {}, 'unknown'],
    ['no answer before it is not sent', { isHandedOver: false }, 'try-later'],
  ] as const)('%s', (_what, failure, kind) => {
    expect(failed(failure)).toBe(kind);
  });
});

test.each([
  ['host', 'no name at all'],
  ['host', ''],
  ['port', '0'],
  ['port', '70000'],
  ['security', 'none'],
  ['user', ' '],
  ['password', ''],
])('an account with %s "%s" is refused by that field', (field, value) => {
  const account = { host: 'smtp.example.com', port: '465', security: 'tls', user: 'a', password: 'b' };
  const result = smtpAccountSchema.safeParse({ ...account, [field]: value });
  expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});
