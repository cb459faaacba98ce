import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdminClient, type AdminClient } from '../../devstore/admin-client';
import { setUpShop } from '../../devstore/demo/merchant';
import { moveToNoon } from '../../devstore/story/opening';
import { leavesCart } from '../../devstore/story/shoppers';
import { HOUR_MS, Stage } from '../../devstore/story/stage';
import { domOf } from '../factories/mail-html';
import { openJourney, type Journey } from './open-journey';

let journey: Journey;
let stage: Stage;
let admin: AdminClient;

beforeAll(async () => {
  journey = await openJourney({ store: { customers: 60, products: 60 } });
  const { world, app, appUrl } = journey;
  stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: () => undefined });
  await app.startWeb();
  await app.startWorker();
  admin = createAdminClient(world, appUrl);
  await admin.open('/app');
  await stage.settle(300_000);
  await setUpShop(world, appUrl, 'postmark');
  await moveToNoon(stage);
  await leavesCart(stage, 'anna', 0, { acceptsMarketing: true, views: 2 });
  await stage.advance(4 * HOUR_MS + 60_000);
});
afterAll(() => journey.close());

const anna = () => {
  const { email } = stage.person('anna');
  const customer = journey.world.shopify.store.data.customers.find((each) => each.email === email);
  if (!customer) throw new Error('anna is no customer of the store');
  return customer;
};
const saved = (form: Record<string, string>) =>
  admin.submit<{ kind: string; problems?: unknown }>('/app/settings', 'routes/app.settings', form);
const ledger = async () =>
  (
    await admin.load<{ recent: { what: string; proof: string }[] }>(
      '/app/settings/consent',
      'routes/app.settings_.consent',
    )
  ).recent.map(({ what, proof }) => `${what} (${proof.split(';')[0]})`);

/** The address of the reader's own page, as it stands in the mail: not rewritten, so not counted as a click either. */
function preferenceCentre(): string {
  const link = [...domOf(stage.mailTo('anna').html ?? '').querySelectorAll('a')].find(
    ({ textContent }) => textContent === 'Choose what you get',
  );
  return link?.getAttribute('href') ?? '';
}

/** Opens a page for readers and presses the button of one of its forms, as a browser without scripts does. */
async function press(url: string, intent: string | null): Promise<string> {
  const page = domOf(await (await fetch(url)).text());
  const form = [...page.querySelectorAll('form')].find(
    (each) => intent === null || each.querySelector('input[name="intent"]')?.getAttribute('value') === intent,
  );
  if (!form) throw new Error(`there is no form "${intent}" at ${url}: ${page.body.textContent}`);
  const fields = [...form.querySelectorAll('input[type="hidden"]')].map((field): [string, string] => [
    field.getAttribute('name') ?? '',
    field.getAttribute('value') ?? '',
  ]);
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  await stage.settle();
  return domOf(await answer.text()).body.textContent.replace(/\s+/g, ' ');
}

describe('what people say about mail', () => {
  it('at their preference centre stands in Shopify moments later, and does not come back as news', async () => {
    expect(anna().emailMarketing.state).toBe('SUBSCRIBED');
    expect(await press(preferenceCentre(), 'unsubscribe')).toContain('You are unsubscribed.');
    expect(anna().emailMarketing.state, journey.complaints.join('\n')).toBe('UNSUBSCRIBED');
    const [newest, before] = await ledger();
    expect(newest).toBe('Unsubscribed (On the page where readers choose what they get)');
    expect(before).toBe('Agreed to marketing mail (Shopify told of the change)');
  });

  it('to the shop, which enters it in Shopify, holds here', async () => {
    await stage.advance(60_000);
    journey.world.shopify.store.setEmailMarketing(anna().id, 'SUBSCRIBED');
    await stage.settle();
    const page = await (await fetch(preferenceCentre())).text();
    expect(page).toContain('You get news and offers by email.');
    expect((await ledger())[0]).toBe('Agreed to marketing mail (Shopify told of the change)');
  });

  it('again, where the shop wants it confirmed, counts once the mail that asks was answered', async () => {
    const rules = {
      doubleOptIn: 'everywhere',
      countries: '',
      topics: '[]',
      wording: 'Yes, I want your news and offers.',
    };
    expect(await saved({ intent: 'consent', ...rules, transactionalStream: 'outbound' })).toEqual({ kind: 'saved' });
    await press(preferenceCentre(), 'unsubscribe');
    await stage.advance(60_000);
    expect(await press(preferenceCentre(), 'subscribe')).toContain('Look into your mailbox');
    expect(anna().emailMarketing.state).toBe('PENDING');
    const [mail] = journey.world.postmark.inbox.messages({ to: stage.person('anna').email, stream: 'outbound' });
    const link =
      [...domOf(mail?.html ?? '').querySelectorAll('a')].find((each) => each.href.includes('/c/'))?.href ?? '';
    await fetch(link);
    await stage.settle();
    expect(anna().emailMarketing.state, 'after a scanner opened the link').toBe('PENDING');
    expect(await press(link, null)).toContain('You will get news and offers.');
    expect(anna().emailMarketing).toMatchObject({ state: 'SUBSCRIBED', optInLevel: 'CONFIRMED_OPT_IN' });
    expect((await ledger())[0]).toBe('Agreed to marketing mail (Confirmed by the link in a mail)');
  });

  it('is whole as a proof, and nothing complained on the way', async () => {
    const verified = await admin.submit<{ isWhole: boolean; sentence: string }>(
      '/app/settings/consent',
      'routes/app.settings_.consent',
      {},
    );
    expect(verified).toMatchObject({ isWhole: true });
    expect(journey.complaints).toEqual([]);
  });
});
