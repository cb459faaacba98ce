import { createHash, randomUUID } from 'node:crypto';
import { MOST_ATTEMPTS } from '~/capture/inbox/process-inbox.server';
import { makeAccessExports } from '~/compliance/access-export/make-access-exports.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { confirmUrl, preferencesUrl } from '~/delivery/sending/own-links';
import { postmarkWebhookTarget } from '~/ingest/postmark-webhooks.server';
import { judgeSignals } from '~/engagement/signals/judge-signals.server';
import { processInboxJob } from '~/jobs/process-inbox.server';
import { confirm } from '~/ops/confirm.server';
import { choose, type Choice } from '~/ops/preference-centre.server';
import { addMs, minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { basicOf, makeTestKey } from './api-callers';
import { webhookSignature, type ingestApp } from './ingest-app';
import { installFlow } from './installed-flow';
import {
  batchOf,
  consentOf,
  customerOf,
  emailOf,
  lateBatchOf,
  orderOf,
  postmarkReports,
  toldByPrograms,
  toldLaterByPrograms,
  type MarkedPerson,
} from './marked-person';
import { comingWebhooks, goingWebhooks, lateWebhooks, newPhoneWebhook, type ToldWebhook } from './marked-webhooks';
import { openForms } from './open-forms';
import { openMailer } from './open-mailer';
import { stockShelf } from './shelf';
import type { TestShop } from './shops';
import type { TestApp } from './test-app';
import { workOutPeople } from './work-out-people';

export interface Parts {
  app: TestApp;
  web: ReturnType<typeof ingestApp>;
  shop: TestShop;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const ORIGIN = { address: '203.0.113.9', userAgent: 'Mozilla/5.0', page: null };

export type Doors = Awaited<ReturnType<typeof openDoors>>;

/** A shop that sends, and every door through which the world tells it of people: webhooks, browsers, programs, forms, readers, Postmark. */
export async function openDoors({ app, web, shop }: Parts) {
  const { prisma } = app.db;
  const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
  const key = await makeTestKey(app, shop.id);
  const forms = await openForms(app, web, shop);
  const mailer = await inShop(async () => {
    const where = { id: shop.id };
    await prisma.shop.update({ where, data: { name: 'Oak & Elm', storefrontUrl: 'https://shop.example' } });
    await stockShelf(app, shop.id, 8);
    await installFlow(app, shop.id);
    await prisma.flow.updateMany({ data: { isOn: true } });
    return openMailer(app, shop);
  });
  const read = () => inShop(() => processInboxJob(app, { shopId: shop.id }));
  /** As a few minutes later, when all has come that says whether a person clicked. */
  const judge = () => {
    const clock = { time: 'business', now: () => addMs(app.clock.now(), minutes(5)) } as const;
    return inShop(() => judgeSignals({ ...app, clock }, shop.id));
  };

  async function post(path: string, body: object, headers: Record<string, string>): Promise<void> {
    const answer = await web.post(path, JSON.stringify(body), headers);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  }

  /** A delivery that is told again has the same id; one of another instant is another. */
  async function webhook({ topic, payload, at }: ToldWebhook): Promise<void> {
    const body = JSON.stringify(payload);
    const eventId = createHash('sha256').update(`${topic} ${at} ${body}`).digest('hex');
    await post('/ingest/shopify', payload, {
      ...JSON_TYPE,
      'X-Shopify-Topic': topic,
      'X-Shopify-Hmac-Sha256': webhookSignature(body),
      'X-Shopify-Shop-Domain': shop.domain,
      'X-Shopify-API-Version': '2026-10',
      'X-Shopify-Webhook-Id': randomUUID(),
      'X-Shopify-Event-Id': eventId,
      'X-Shopify-Triggered-At': at,
    });
  }

  const addressOf = (person: MarkedPerson) =>
    inShop(async () => {
      const address = await findAddress(app.vault, prisma, shop.id, emailOf(person));
      if (!address) throw new Error(`nobody has the address ${emailOf(person)}`);
      return address;
    });

  async function chooseAs(person: MarkedPerson, choice: Choice): Promise<void> {
    const { id: addressId } = await addressOf(person);
    const url = preferencesUrl('', app.vault, { shopId: shop.id, addressId });
    if (!(await choose(app, url.slice('/p/'.length), choice, ORIGIN))) throw new Error('the preference centre is shut');
  }

  async function askForCopy(person: MarkedPerson): Promise<void> {
    await chooseAs(person, { intent: 'download' });
    const { id: addressId } = await addressOf(person);
    const { id } = await inShop(() => prisma.confirmation.findFirstOrThrow({ where: { addressId, kind: 'download' } }));
    const answer = await confirm(app, confirmUrl('', app.vault, { shopId: shop.id, id }).slice('/c/'.length), ORIGIN);
    if (answer.kind !== 'confirmed') throw new Error(`the question is ${answer.kind}`);
    await inShop(() => makeAccessExports(app, shop.id));
  }

  const tellBrowser = (batch: object) => post('/ingest/storefront', batch, { 'Content-Type': 'text/plain' });
  const tellPrograms = (told: object) =>
    post('/api/v1/batch', { batch: [told] }, { ...JSON_TYPE, ...basicOf(key.key) });

  async function tellBrowserAndPrograms(person: MarkedPerson): Promise<void> {
    await tellBrowser(batchOf(person, shop.domain));
    for (const told of toldByPrograms(person)) await tellPrograms(told);
  }

  async function reportMail(person: MarkedPerson): Promise<void> {
    const { profileId } = await addressOf(person);
    const where = { profileId, sourceKind: 'flow-run' };
    const message = await inShop(() => prisma.message.findFirstOrThrow({ where }));
    for (const report of postmarkReports(person, message.id)) await tellPostmark(report);
  }

  async function tellPostmark(report: object): Promise<void> {
    const { username, password } = postmarkWebhookTarget(app.vault, web.appUrl, shop.id);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    await post(`/ingest/postmark/${shop.id}`, report, { ...JSON_TYPE, authorization });
  }

  return {
    webhook,
    read,
    /** They come, agree, look around and leave a checkout. */
    async come(person: MarkedPerson): Promise<void> {
      await post('/api/v1/consent', consentOf(person), { ...JSON_TYPE, ...basicOf(key.key) });
      for (const told of comingWebhooks(person)) await webhook(told);
      await tellBrowserAndPrograms(person);
      await read();
      await forms.signUp(person);
      await chooseAs(person, { intent: 'save', topics: ['cart-reminders'], frequency: 'weekly', locale: 'de' });
    },
    /** Time goes on, and the mails that are due leave. */
    async sendMails(afterMinutes: number): Promise<void> {
      app.advance(minutes(afterMinutes));
      await inShop(async () => {
        await advanceRuns(app, shop.id);
        await mailer.send();
      });
    },
    /** They click, buy, send back, want no more mail, are thought about, and ask what is kept of them. */
    async go(person: MarkedPerson): Promise<void> {
      await reportMail(person);
      for (const told of goingWebhooks(person)) await webhook(told);
      await tellPrograms(toldLaterByPrograms(person));
      await read();
      await judge();
      await inShop(() => workOutPeople(app, shop.id));
      await askForCopy(person);
    },
    /** Something of them changes, and what they are like has not been worked out anew yet. */
    async stir(person: MarkedPerson): Promise<void> {
      await tellBrowser(lateBatchOf(person, shop.domain));
      await webhook(newPhoneWebhook(person));
      await read();
    },
    /** Until nobody tries any more to read what cannot be read. */
    async readUntilParked(): Promise<void> {
      for (let tries = 0; tries < MOST_ATTEMPTS; tries += 1) {
        await read();
        app.advance(minutes(60));
      }
    },
    /** Shopify asks that somebody be erased. */
    async redact(person: MarkedPerson): Promise<void> {
      const customer = { id: customerOf(person), email: emailOf(person), phone: null };
      const payload = { shop_id: 1, shop_domain: shop.domain, customer, orders_to_redact: [orderOf(person)] };
      await webhook({ topic: 'customers/redact', payload, at: app.clock.now().toISOString() });
      await read();
    },
    /** What was told before they were erased is delivered again, as it was. */
    async tellAgain(person: MarkedPerson): Promise<void> {
      for (const told of [...comingWebhooks(person), ...goingWebhooks(person)]) await webhook(told);
      await tellBrowserAndPrograms(person);
      await tellPrograms(toldLaterByPrograms(person));
      await tellBrowser(lateBatchOf(person, shop.domain));
      await read();
    },
    /** What happened before comes late: another report of the order, a yes from back then, an opened mail. */
    async tellLate(person: MarkedPerson, messageId: string): Promise<void> {
      for (const told of lateWebhooks(person)) await webhook(told);
      const about = {
        MessageID: `m-${person.name}`,
        MessageStream: 'broadcast',
        Metadata: { kindred_message: messageId },
      };
      await tellPostmark({ ...about, RecordType: 'Open', ReceivedAt: app.clock.now().toISOString() });
      await read();
    },
    /** The merchant removes the app, and two days later Shopify asks that everything of the shop be erased. */
    async redactShop(): Promise<void> {
      const at = app.clock.now().toISOString();
      await webhook({ topic: 'app/uninstalled', payload: { myshopify_domain: shop.domain }, at });
      await read();
      await webhook({ topic: 'shop/redact', payload: { shop_id: 1, shop_domain: shop.domain }, at });
      await read();
    },
    async close(): Promise<void> {
      await mailer.close();
      await forms.close();
    },
  };
}
