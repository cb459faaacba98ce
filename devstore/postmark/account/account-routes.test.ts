import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

describe('a sending domain', () => {
  test('may send only when its DNS record is there and Postmark has looked', async () => {
    const domain = await bench.account.createDomain({ Name: 'New.Example' });
    expect(domain).toMatchObject({ Name: 'new.example', DKIMVerified: false, DKIMHost: '' });
    expect(domain.DKIMPendingHost).toMatch(/^\w{14}pm\._domainkey\.new\.example$/);
    const send = () => bench.client.sendEmail(mail({ From: 'hi@new.example' }));
    await expect(send()).rejects.toMatchObject({ code: 400 });
    expect(await bench.account.verifyDomainDKIM(domain.ID)).toMatchObject({ DKIMVerified: false });
    bench.standIn.senders.publishDns('new.example');
    await expect(send()).rejects.toMatchObject({ code: 400 });
    expect(await bench.account.verifyDomainDKIM(domain.ID)).toMatchObject({ DKIMVerified: true });
    expect((await send()).ErrorCode).toBe(0);
    await expect(bench.client.sendEmail(mail({ From: 'hi@sub.new.example' }))).rejects.toMatchObject({ code: 400 });
  });

  test('has a Return-Path of its own, which must lie in it', async () => {
    const outside = bench.account.createDomain({ Name: 'path.example', ReturnPathDomain: 'pm-bounces.shop.example' });
    await expect(outside).rejects.toMatchObject({ code: 518 });
    const { ID, ...made } = await bench.account.createDomain({
      ...{ Name: 'path.example', ReturnPathDomain: 'pm-bounces.path.example' },
    });
    expect(made).toMatchObject({ ReturnPathDomainVerified: false, ReturnPathDomainCNAMEValue: 'pm.mtasv.net' });
    expect(await bench.account.verifyDomainReturnPath(ID)).toMatchObject({ ReturnPathDomainVerified: false });
    bench.standIn.senders.publishDns('path.example');
    expect(await bench.account.verifyDomainReturnPath(ID)).toMatchObject({
      ...{ ReturnPathDomainVerified: true, DKIMVerified: false },
    });
  });

  test('that was removed can be made again, with another key', async () => {
    const first = await bench.account.createDomain({ Name: 'again.example' });
    await bench.account.deleteDomain(first.ID);
    await expect(bench.account.getDomain(first.ID)).rejects.toMatchObject({ code: 510 });
    const second = await bench.account.createDomain({ Name: 'again.example' });
    expect(second.DKIMPendingTextValue).not.toBe(first.DKIMPendingTextValue);
  });

  test('is listed; a second, a nameless and an unknown one are refused', async () => {
    const { Domains } = await bench.account.getDomains();
    expect(Domains.map(({ Name, DKIMVerified }) => [Name, DKIMVerified])).toContainEqual(['shop.example', true]);
    await expect(bench.account.createDomain({ Name: 'shop.example' })).rejects.toMatchObject({ code: 512 });
    await expect(bench.account.createDomain({ Name: 'not a domain' })).rejects.toMatchObject({ code: 516 });
    await expect(bench.account.createDomain({} as never)).rejects.toMatchObject({ code: 514 });
    await expect(bench.account.getDomain(1)).rejects.toMatchObject({ code: 510 });
  });
});

describe('a sender signature', () => {
  test('may send only after its owner has confirmed', async () => {
    const signature = await bench.account.createSenderSignature({
      FromEmail: 'Owner@home.example',
      Name: 'Owner',
      ReplyToEmail: 'reply@home.example',
    });
    expect(signature).toMatchObject({
      EmailAddress: 'owner@home.example',
      Domain: 'home.example',
      Confirmed: false,
      ReplyToEmailAddress: 'reply@home.example',
    });
    const send = () => bench.client.sendEmail(mail({ From: 'Owner <owner@home.example>' }));
    await expect(send()).rejects.toMatchObject({ code: 401, statusCode: 422 });
    bench.standIn.senders.confirmSignature('OWNER@home.example');
    expect((await send()).ErrorCode).toBe(0);
    expect(await bench.account.getSenderSignature(signature.ID)).toMatchObject({ Confirmed: true });
    expect((await bench.account.getSenderSignatures()).SenderSignatures).toHaveLength(1);
    await expect(
      bench.account.createSenderSignature({ FromEmail: 'owner@home.example', Name: 'Twin' }),
    ).rejects.toMatchObject({ code: 504 });
    await expect(bench.account.createSenderSignature({ FromEmail: 'nobody', Name: 'No' })).rejects.toMatchObject({
      code: 522,
    });
  });

  test('what does not exist cannot be confirmed', () => {
    expect(() => bench.standIn.senders.confirmSignature('who@else.example')).toThrow(/add it first/);
    expect(() => bench.standIn.senders.publishDns('else.example')).toThrow(/add it first/);
  });
});
