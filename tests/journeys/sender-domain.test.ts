import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdminClient, type AdminClient } from '../../devstore/admin-client';
import { moveToNoon } from '../../devstore/story/opening';
import { leavesCart } from '../../devstore/story/shoppers';
import { HOUR_MS, Stage } from '../../devstore/story/stage';
import { openJourney, type Journey } from './open-journey';

/** A merchant without a Postmark account, from the first mail to that from their own domain. */
let journey: Journey;
let stage: Stage;
let admin: AdminClient;

const NAME = 'oak-and-elm.example';

interface Page {
  server: string;
  leavesBy: { way: string; email: string } | null;
  domain: { state: string; records: { host: string; type: 'TXT' | 'CNAME'; value: string; kind: string }[] } | null;
}

beforeAll(async () => {
  journey = await openJourney({ store: { customers: 60, products: 60 } });
  const { world, app, appUrl } = journey;
  stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined });
  await app.startWeb();
  await app.startWorker();
  admin = createAdminClient(world, appUrl);
  await admin.open('/app');
  await stage.settle(300_000);
  await moveToNoon(stage);
});
afterAll(() => journey.close());

const submit = (path: string, route: string, form: Record<string, string>) =>
  admin.submit<{ kind: string; problems?: unknown }>(path, route, form);
const onDomain = (form: Record<string, string>) => submit('/app/settings/domain', 'routes/app.settings_.domain', form);
const page = () => admin.load<Page>('/app/settings/domain', 'routes/app.settings_.domain');
const mailTo = (name: string) =>
  journey.world.postmark.inbox.messages({ to: stage.person(name).email, stream: 'broadcast' });

describe('a shop that begins without a Postmark account', () => {
  it('has a server made for it when it says who it is', async () => {
    const form = {
      ...{ intent: 'sender', fromName: 'Oak & Elm', fromEmail: `hello@${NAME}`, postmarkToken: '' },
      postalAddress: '1 Oak Street, Bristol',
    };
    expect(await submit('/app/settings', 'routes/app.settings', form)).toEqual({ kind: 'saved' });
    const rules = { frequencyCapHours: '16', weeklyBudget: '', fromMinute: '', untilMinute: '' };
    await submit('/app/settings', 'routes/app.settings', { intent: 'rules', ...rules });
    await submit('/app/flows/abandoned-cart', 'routes/app.flows.$key', { intent: 'switch', isOn: 'true' });
    const shop = journey.world.shopify.store.data.shop.domain;
    expect(journey.world.postmark.servers().map(({ name }) => name)).toContain(shop);
    expect(await page()).toMatchObject({ server: 'made', domain: null, leavesBy: { way: 'only-shop' } });
  });

  it('writes to nobody else at first: the mail waits, and says for what', async () => {
    await leavesCart(stage, 'anna', 0, { acceptsMarketing: true, views: 2 });
    await stage.advance(4 * HOUR_MS + 60_000);
    expect(mailTo('anna')).toEqual([]);
    const { messages } = await admin.load<{ messages: { status: { words: string }; reason: string | null }[] }>(
      '/app/messages',
      'routes/app.messages',
    );
    expect(JSON.stringify(messages)).toContain('domain is not verified');
  });

  it('lets it leave by the shared domain when it chooses that', async () => {
    expect(await onDomain({ intent: 'before-domain', choice: 'shared' })).toEqual({ kind: 'saved' });
    await stage.advance(16 * 60_000);
    const [mail] = mailTo('anna');
    expect(mail?.from, journey.complaints.join('\n')).toContain(`@${journey.world.operator.sharedDomain}>`);
  });

  it('sets up its domain, and the next mail leaves from there', async () => {
    expect(await onDomain({ intent: 'set', domain: NAME })).toEqual({ kind: 'saved' });
    const { domain } = await page();
    expect(domain?.state).toBe('pending');
    for (const { host, type, value } of domain?.records ?? []) journey.world.zone.publish({ host, type, value });
    // Nobody looks: it is looked at again by itself.
    await stage.advance(11 * 60_000);
    expect(await page()).toMatchObject({ domain: { state: 'verified' }, leavesBy: { way: 'own' } });
    await leavesCart(stage, 'bea', 1, { acceptsMarketing: true, views: 2 });
    await stage.advance(4 * HOUR_MS + 60_000);
    expect(mailTo('bea').map(({ from }) => from)).toEqual([`"Oak & Elm" <hello@${NAME}>`]);
  });

  it('hears of it when the records go', async () => {
    // Bea's second mail leaves while they stand: what Postmark says of mails that leave in between is told elsewhere.
    await stage.advance(21 * HOUR_MS);
    expect(mailTo('bea')).toHaveLength(2);
    const { domain } = await page();
    for (const { host } of domain?.records ?? []) journey.world.zone.withdraw(host);
    // Once a day it is looked at, and an hour after the first time that it is not found.
    await stage.advance(25 * HOUR_MS);
    await stage.advance(61 * 60_000);
    expect(await page()).toMatchObject({ domain: { state: 'failing' }, leavesBy: { way: 'shared' } });
    const owner = journey.world.shopify.store.data.shop.email;
    const told = journey.world.postmark.inbox.messages({ to: owner }).map(({ subject }) => subject);
    expect(told.filter((subject) => subject.includes(NAME))).toHaveLength(1);
    expect(journey.complaints.filter((line) => !line.includes('not verified any more'))).toEqual([]);
  });
});
