import { Errors } from 'postmark';
import { type SuppressionFilteringParameters, SuppressionOrigin, SuppressionReason } from 'postmark/dist/client/models';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeEach(async () => {
  await bench?.close();
  bench = await openBench();
});
afterAll(() => bench.close());

const list = (...emails: string[]) => ({ Suppressions: emails.map((EmailAddress) => ({ EmailAddress })) });
const dumped = async (stream = 'outbound', filter: Partial<SuppressionFilteringParameters> = {}) =>
  (await bench.client.getSuppressions(stream, filter)).Suppressions;
const inactive = /Found inactive addresses: ana@example.com. Inactive recipients are ones/;

describe('suppressions of a stream', () => {
  test('the shop adds addresses; they get no mail on that stream, and do on others', async () => {
    expect(await bench.client.createSuppressions('broadcast', list('Ana@Example.com', 'nobody'))).toEqual({
      Suppressions: [
        { EmailAddress: 'Ana@Example.com', Status: 'Suppressed', Message: null },
        { EmailAddress: 'nobody', Status: 'Failed', Message: 'An invalid email address was provided.' },
      ],
    });
    expect(await dumped('broadcast')).toEqual([
      {
        EmailAddress: 'ana@example.com',
        SuppressionReason: 'ManualSuppression',
        Origin: 'Customer',
        CreatedAt: '2026-11-22T04:00:00.0000000-05:00',
      },
    ]);
    const error = await bench.client.sendEmail(mail({ MessageStream: 'broadcast' })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Errors.InactiveRecipientsError);
    expect(error).toMatchObject({
      statusCode: 422,
      code: 406,
      recipients: ['ana@example.com'],
      message: expect.stringMatching(inactive),
    });
    expect((await bench.client.sendEmail(mail())).ErrorCode).toBe(0);
  });

  test('inside a batch it is an ErrorCode 406 in an answer of 200', async () => {
    await bench.client.createSuppressions('outbound', list('ana@example.com'));
    const results = await bench.client.sendEmailBatch([
      mail({ To: 'bo@example.com' }),
      mail({ To: 'ANA@example.com' }),
    ]);
    expect(results.map(({ ErrorCode }) => ErrorCode)).toEqual([0, 406]);
    expect(results[1]?.Message).toMatch(/Found inactive addresses: ANA@example.com. Inactive/);
  });

  test('with other recipients the mail goes to those', async () => {
    await bench.client.createSuppressions('outbound', list('ana@example.com'));
    const response = await bench.client.sendEmail(mail({ Cc: 'bo@example.com' }));
    expect(response).toMatchObject({
      ErrorCode: 0,
      Message: 'Message OK, but will not deliver to these inactive addresses: ana@example.com.',
    });
    await bench.standIn.settle();
    expect(bench.entries('delivered').map(({ recipient }) => recipient)).toEqual(['bo@example.com']);
  });

  test('the shop takes back what it did, and hard bounces; never complaints nor unsubscribes', async () => {
    await bench.client.createSuppressions('outbound', list('own@example.com'));
    const [bounced, complained, left] = await bench.client.sendEmailBatch(
      ['bounced', 'complained', 'left'].map((name) =>
        mail({ To: `${name}@example.com`, TextBody: 'Bye: {{{ pm:unsubscribe }}}' }),
      ),
    );
    bench.standIn.inbox.bounce(bounced!.MessageID);
    bench.standIn.inbox.complain(complained!.MessageID);
    await bench.standIn.inbox.unsubscribe(left!.MessageID, { how: 'link' });
    expect((await dumped()).map((each) => [each.EmailAddress, each.SuppressionReason, each.Origin])).toEqual([
      ['own@example.com', 'ManualSuppression', 'Customer'],
      ['bounced@example.com', 'HardBounce', 'Recipient'],
      ['complained@example.com', 'SpamComplaint', 'Recipient'],
      ['left@example.com', 'ManualSuppression', 'Recipient'],
    ]);
    const { Suppressions } = await bench.client.deleteSuppressions(
      'outbound',
      list('own@example.com', 'bounced@example.com', 'complained@example.com', 'left@example.com', 'never@example.com'),
    );
    expect(Suppressions.map(({ Status }) => Status)).toEqual(['Deleted', 'Deleted', 'Failed', 'Failed', 'Deleted']);
    expect(Suppressions[2]?.Message).toBe('You do not have the required authority to change this suppression.');
    expect((await dumped()).map((each) => each.EmailAddress)).toEqual(['complained@example.com', 'left@example.com']);
    expect((await bench.client.sendEmail(mail({ To: 'bounced@example.com' }))).ErrorCode).toBe(0);
  });

  test('a complaint outranks what was there; nothing outranks it', async () => {
    const first = await bench.client.sendEmail(mail());
    await bench.client.createSuppressions('outbound', list('ana@example.com'));
    bench.standIn.inbox.complain(first.MessageID);
    expect(await dumped()).toMatchObject([{ SuppressionReason: 'SpamComplaint' }]);
    expect((await bench.client.createSuppressions('outbound', list('ana@example.com'))).Suppressions[0]?.Status).toBe(
      'Failed',
    );
    expect(bench.entries('suppressed').map(({ reason }) => reason)).toEqual(['ManualSuppression', 'SpamComplaint']);
  });

  test('the dump can be filtered', async () => {
    await bench.client.createSuppressions('outbound', list('own@example.com'));
    await bench.clock.advance(86_400_000);
    const sent = await bench.client.sendEmail(mail({ To: 'bounced@example.com' }));
    bench.standIn.inbox.bounce(sent.MessageID);
    const found = async (filter: Partial<SuppressionFilteringParameters>) =>
      (await dumped('outbound', filter)).map(({ EmailAddress }) => EmailAddress.split('@')[0]);
    expect(await found({ suppressionReason: SuppressionReason.HardBounce })).toEqual(['bounced']);
    expect(await found({ origin: SuppressionOrigin.Customer })).toEqual(['own']);
    expect(await found({ emailAddress: 'OWN@example.com' })).toEqual(['own']);
    expect(await found({ toDate: '2026-11-22' })).toEqual(['own']);
    expect(await found({ fromDate: '2026-11-23' })).toEqual(['bounced']);
    await expect(found({ suppressionReason: 'Boredom' as SuppressionReason })).rejects.toMatchObject({ code: 1404 });
    await expect(found({ origin: 'Me' as SuppressionOrigin })).rejects.toMatchObject({ code: 1405 });
  });

  test('requests of a wrong form are refused', async () => {
    const many = list(...Array.from({ length: 51 }, (_, index) => `p${index}@example.com`));
    await expect(bench.client.createSuppressions('outbound', many)).rejects.toMatchObject({ code: 1410 });
    await expect(bench.client.createSuppressions('none', list('ana@example.com'))).rejects.toMatchObject({
      code: 1226,
    });
    await expect(bench.client.deleteSuppressions('outbound', {} as never)).rejects.toMatchObject({ code: 1409 });
  });
});
