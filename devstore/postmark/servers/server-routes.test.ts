import { LinkTrackingOptions, ServerDeliveryTypes, type UpdateServerRequest } from 'postmark/dist/client/models';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

describe('a server by its own token', () => {
  test('reads and changes its settings', async () => {
    expect(await bench.client.getServer()).toMatchObject({
      ID: bench.server.id,
      Name: 'Shop',
      ApiTokens: [bench.server.token],
      DeliveryType: 'Live',
      TrackOpens: false,
      TrackLinks: 'None',
    });
    const edited = await bench.client.editServer({
      Name: 'Shop & Sons',
      TrackLinks: LinkTrackingOptions.HtmlOnly,
      BounceHookUrl: 'https://old.example/hook',
    });
    expect(edited).toMatchObject({
      Name: 'Shop & Sons',
      TrackLinks: 'HtmlOnly',
      BounceHookUrl: 'https://old.example/hook',
      TrackOpens: false,
    });
  });

  test('open tracking of the server cannot be switched off by a message; its link tracking can', async () => {
    const server = bench.standIn.createServer({ name: 'Tracked', trackOpens: true, trackLinks: 'HtmlOnly' });
    const client = bench.clientFor(server.token);
    const html = '<p><a href="https://shop.example/a">A</a></p>';
    const { MessageID } = await client.sendEmail(
      mail({ HtmlBody: html, TrackOpens: false, TrackLinks: LinkTrackingOptions.None }),
    );
    const copy = bench.standIn.inbox.messages().find(({ messageId }) => messageId === MessageID);
    expect(copy?.html).toContain('/open/');
    expect(copy?.html).not.toContain('/click/');
    expect(await client.getOutboundMessageDetails(MessageID)).toMatchObject({ TrackOpens: true, TrackLinks: 'None' });
  });

  test.each<[string, number, Record<string, unknown>]>([
    ['an unknown TrackLinks', 612, { TrackLinks: 'Some' }],
    ['an unknown colour', 607, { Color: 'Beige' }],
    ['another delivery type', 615, { DeliveryType: 'Sandbox' }],
    ['an unknown field', 403, { Owner: 'me' }],
  ])('refuses %s → %i', async (_what, code, fields) => {
    await expect(bench.client.editServer(fields as unknown as UpdateServerRequest)).rejects.toMatchObject({
      code,
      statusCode: 422,
    });
  });
});

describe('servers by the account token', () => {
  test('are made, each with a token of its own, and found by name', async () => {
    const made = await bench.account.createServer({
      Name: 'Second shop',
      Color: 'red',
      DeliveryType: ServerDeliveryTypes.Sandbox,
      TrackOpens: true,
    });
    expect(made).toMatchObject({ Name: 'Second shop', DeliveryType: 'Sandbox', TrackOpens: true });
    const client = bench.clientFor(made.ApiTokens[0] ?? '');
    expect((await client.getServer()).ID).toBe(made.ID);
    const { MessageID } = await client.sendEmail(mail());
    expect(await client.getOutboundMessageDetails(MessageID)).toMatchObject({ Sandboxed: true });
    await expect(bench.client.getOutboundMessageDetails(MessageID)).rejects.toMatchObject({ code: 701 });
    expect(
      (await bench.account.getServers({ count: 10, offset: 0, name: 'second' })).Servers.map(({ ID }) => ID),
    ).toEqual([made.ID]);
    expect(await bench.account.getServer(made.ID)).toEqual(await client.getServer());
    expect(await bench.account.editServer(made.ID, { Name: 'Renamed' })).toMatchObject({ Name: 'Renamed' });
  });

  test('refuses a taken or empty name, and to delete', async () => {
    await expect(bench.account.createServer({ Name: '' })).rejects.toMatchObject({ code: 608 });
    await bench.account.createServer({ Name: 'Twin' });
    await expect(bench.account.createServer({ Name: 'Twin' })).rejects.toMatchObject({ code: 603 });
    await expect(bench.account.deleteServer(bench.server.id)).rejects.toMatchObject({ code: 604 });
    await expect(bench.account.getServer(1)).rejects.toMatchObject({ statusCode: 404 });
  });

  test('the account API takes no server token', async () => {
    const response = await fetch(`${bench.url}/servers?count=1&offset=0`, {
      headers: { 'x-postmark-account-token': bench.server.token },
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ ErrorCode: 10 });
  });

  test('the stand-in refuses to give two servers one token', () => {
    expect(() => bench.standIn.createServer({ name: 'Copy', token: bench.server.token })).toThrow(
      /token of Copy is taken/,
    );
  });
});
