import { setTimeout as sleep } from 'node:timers/promises';
import { createAdminClient, type AdminClient } from '../admin-client';
import { postalAddress, setUpShop } from '../demo/merchant';
import { everythingSettled, type App, type AppProcess } from '../app-processes';
import type { InboxMessage } from '../postmark/inbox/inbox';
import { createShopper, type Shopper } from '../shoppers/shopper';
import type { World } from '../world';
import { chooseProducts, type Choice } from './cast';
import {
  acceptedMails,
  countDuplicates,
  countUnconsented,
  isInStock,
  isSubscribed,
  linkedProducts,
  money,
} from './judge';
import { createTeller, expectThat, type StoryStep } from './steps';

export interface StoryOptions {
  world: World;
  app: App;
  appUrl: string;
  unsubscribeMode: 'postmark' | 'custom';
  print: (line: string) => void;
}

export interface StoryResult {
  ok: boolean;
  emails: number;
  duplicates: number;
  unconsented: number;
  recommendationsShown: number;
  attributedRevenueMinor: number;
  clockMovedHours: number;
  steps: StoryStep[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Person {
  email: string;
  shopper: Shopper;
  choices: Choice[];
}

/** Plays the whole path of one email, with everybody who must get none, and judges by what the stand-ins saw. */
export async function playStory(options: StoryOptions): Promise<StoryResult> {
  const story = new Story(options);
  await story.play();
  return story.result();
}

/** The story's own state: who is in it, and what has been noted on the way. */
class Story {
  private readonly admin: AdminClient;
  private readonly teller;
  private readonly people = new Map<string, Person>();
  /** Per mail, whether Shopify held its address subscribed when Postmark took it. */
  private readonly consentedAt = new Map<string, boolean>();
  private startedAt = 0;
  private worker: AppProcess | undefined;
  private recommendationsShown = 0;
  private attributedRevenueMinor = 0;

  constructor(private readonly options: StoryOptions) {
    this.admin = createAdminClient(options.world, options.appUrl);
    this.teller = createTeller(options.print);
  }

  private get world(): World {
    return this.options.world;
  }

  result(): StoryResult {
    const { steps } = this.teller;
    return {
      ok: steps.every((step) => step.ok),
      emails: acceptedMails(this.world).length,
      duplicates: countDuplicates(this.world),
      unconsented: countUnconsented(this.world, this.consentedAt),
      recommendationsShown: this.recommendationsShown,
      attributedRevenueMinor: this.attributedRevenueMinor,
      clockMovedHours: Math.round((this.world.clock.now().getTime() - this.startedAt) / HOUR_MS),
      steps,
    };
  }

  async play(): Promise<void> {
    const { step } = this.teller;
    await step('a merchant installs the app, and the store’s past comes in', () => this.install());
    await step('the merchant says who the mail is from and turns the flow on', () => this.setUp());
    await step('it is noon in the shop’s zone', () => this.moveToNoon());
    await step('Anna accepts tracking, views five products, fills a cart, gives her address and consent, leaves', () =>
      this.leavesCart('anna', 0, { acceptsMarketing: true, views: 5 }),
    );
    await step('Bea does the same, but does not agree to mail', () =>
      this.leavesCart('bea', 1, { acceptsMarketing: false }),
    );
    await step('Carl agrees, leaves, and will buy after two hours', () =>
      this.leavesCart('carl', 2, { acceptsMarketing: true }),
    );
    await step('Dora agrees and leaves; she will unsubscribe', () =>
      this.leavesCart('dora', 3, { acceptsMarketing: true }),
    );
    await step('Finn agrees and leaves; one of his products will sell out', () =>
      this.leavesCart('finn', 4, { acceptsMarketing: true }),
    );
    await step('two hours later Carl buys; a product of Finn’s sells out; a price of Anna’s changes', () =>
      this.twoHoursLater(),
    );
    await step('3 h 59 min after the carts were left nothing has been sent', () => this.nothingYet());
    await step('two minutes later exactly one mail has gone to each who agreed and did not buy', () =>
      this.firstMails(),
    );
    await step(
      'Anna’s mail: both lines at today’s prices, three or more fitting products in stock, a way out, an address',
      () => this.judgeAnnasMail(),
    );
    await step('Finn’s mail does not offer what sold out', () => this.judgeFinnsMail());
    await step('Bea has no mail, and the stored reason says why', () => this.judgeBea());
    await step('every webhook of the carts five times more, in any order: still one mail each', () =>
      this.replayWebhooks(),
    );
    await step('looking at Dora’s unsubscribe link changes nothing', () => this.lookAtUnsubscribe());
    await step('Dora unsubscribes with one click', () => this.unsubscribe());
    await step('Anna opens her mail, clicks a recommendation and buys', () => this.clickAndBuy());
    await step('her order is credited to that mail, once', () => this.judgeAttribution());
    await step(
      'Emil leaves a cart; the worker is killed between claim and request; after its restart he has exactly one mail',
      () => this.crash(),
    );
    await step(
      '20 h after the first, the second mail goes to Finn alone: Dora unsubscribed, Anna and Carl bought',
      () => this.secondMails(),
    );
    await step('no duplicates, nobody without consent, and the counts are those of the story', () =>
      this.finalCounts(),
    );
    for (const { shopper } of this.people.values()) await shopper.close();
  }

  private async install(): Promise<string> {
    await this.options.app.startWeb();
    this.worker = await this.options.app.startWorker();
    await this.admin.open('/app');
    await this.settle(300_000);
    const bulk = this.world.logs.shopify.all().flatMap(({ entry }) => (entry.kind === 'bulk' ? [entry] : []));
    const completed = bulk.filter((entry) => entry.status === 'COMPLETED');
    expectThat(
      completed.length === 3,
      'three bulk operations to complete',
      bulk.map((entry) => entry.status),
    );
    expectThat(this.world.shopify.pixelSettings() !== null, 'the web pixel to be connected', 'none');
    const { products, customers, orders } = this.world.shopify.store.data;
    return `${products.length} products, ${customers.length} customers, ${orders.length} orders read; the pixel is connected`;
  }

  private async setUp(): Promise<string> {
    const { unsubscribeMode, appUrl } = this.options;
    await setUpShop(this.world, appUrl, unsubscribeMode);
    return `mail comes from ${this.world.senderEmail}; unsubscribing is ${unsubscribeMode === 'custom' ? 'the app’s own' : 'Postmark’s'}`;
  }

  private async moveToNoon(): Promise<string> {
    const { ianaTimezone } = this.world.shopify.store.data.shop;
    await this.world.clock.moveTo(nextNoon(this.world.clock.now(), ianaTimezone));
    await this.settle();
    this.startedAt = this.world.clock.now().getTime();
    return `${this.world.clock.now().toISOString()} is 12:00 in ${ianaTimezone}`;
  }

  private async leavesCart(
    name: string,
    index: number,
    { acceptsMarketing, views = 2 }: { acceptsMarketing: boolean; views?: number },
  ): Promise<string> {
    const { world } = this;
    const choices = chooseProducts(world.shopify.store.data, index, views);
    const shopper = createShopper({ storefrontUrl: world.urls.storefront, clock: world.clock, seed: 100 + index });
    const person: Person = { email: `${name}@example.org`, shopper, choices };
    this.people.set(name, person);
    await shopper.viewHome();
    await shopper.acceptTracking();
    for (const { product } of choices) await shopper.viewProduct(product.handle, { seconds: 20 });
    for (const { product, variant } of choices.slice(0, 2)) {
      await shopper.viewProduct(product.handle);
      await shopper.addToCart(variant.id, 1);
    }
    await shopper.goToCheckout();
    await shopper.submitContact({
      email: person.email,
      acceptsMarketing,
      firstName: capitalised(name),
      lastName: 'Shopper',
    });
    await shopper.settled();
    await this.settle();
    const titles = choices.slice(0, 2).map(({ product }) => product.title);
    return `in the cart: ${titles.join(' and ')}; ${person.email} ${acceptsMarketing ? 'agrees' : 'does not agree'} to mail`;
  }

  private async twoHoursLater(): Promise<string> {
    await this.advance(2 * HOUR_MS);
    await this.person('carl').shopper.pay();
    const soldOut = this.cart('finn')[0];
    this.world.shopify.store.setInventory(soldOut.variant.id, 0);
    const dearer = this.cart('anna')[0];
    this.world.shopify.store.setPrice(dearer.variant.id, dearer.variant.priceMinor + 110);
    await this.settle();
    return `Carl’s order is paid; "${soldOut.product.title}" is sold out; "${dearer.product.title}" costs a little more`;
  }

  private async nothingYet(): Promise<string> {
    await this.moveToAfterStart(3 * HOUR_MS + 59 * MINUTE_MS);
    expectThat(acceptedMails(this.world).length === 0, 'no mail', acceptedMails(this.world));
    return 'Postmark has taken no mail';
  }

  private async firstMails(): Promise<string> {
    // The carts were left a moment after noon; two minutes bring everybody over the four hours.
    await this.advance(2 * MINUTE_MS);
    const mails = acceptedMails(this.world);
    const expected = ['anna', 'dora', 'finn'].map((name) => this.person(name).email);
    expectThat(
      sameMembers(
        mails.map((mail) => mail.to),
        expected,
      ),
      `one mail each to ${expected.join(', ')}`,
      mails,
    );
    expectThat(
      mails.every((mail) => mail.stream === 'broadcast'),
      'the broadcast stream',
      mails,
    );
    return mails.map((mail) => `${mail.to} at ${mail.at}`).join('\n');
  }

  private judgeAnnasMail(): string {
    const { data } = this.world.shopify.store;
    const mail = this.mailTo('anna');
    const html = mail.html ?? '';
    for (const { product, variant } of this.cart('anna')) {
      const now = data.products.flatMap((each) => each.variants).find((each) => each.id === variant.id);
      const price = money(data, now?.priceMinor ?? 0);
      expectThat(html.includes(escapeHtml(product.title)), `the line "${product.title}"`, 'it is missing');
      expectThat(html.includes(price), `"${product.title}" at ${price}`, 'that price is missing');
    }
    const inCart = new Set(this.cart('anna').map(({ product }) => product.id));
    const shown = linkedProducts(data, mail).filter((product) => !inCart.has(product.id));
    expectThat(
      shown.length >= 3,
      'three or more recommendations',
      shown.map((product) => product.title),
    );
    expectThat(
      shown.every(isInStock),
      'only products in stock',
      shown.map((product) => product.title),
    );
    this.recommendationsShown = shown.length;
    const header = mail.headers.map(({ Name, Value }) => `${Name}: ${Value}`).join('\n');
    expectThat(/^List-Unsubscribe: <http/m.test(header), 'a List-Unsubscribe header', header);
    expectThat(header.includes('List-Unsubscribe-Post: List-Unsubscribe=One-Click'), 'the one-click header', header);
    expectThat(html.includes(escapeHtml(postalAddress(this.world))), 'the postal address', 'it is missing');
    expectThat(!/\{\{|\{%/.test(html + mail.text + mail.subject), 'no template code in the mail', 'there is some');
    return `"${mail.subject}"\nrecommended: ${shown.map((product) => product.title).join(', ')}`;
  }

  private judgeFinnsMail(): string {
    const [soldOut, other] = this.cart('finn');
    const text = this.mailTo('finn').text ?? '';
    const line = text.split('\n').find((each) => each.includes(soldOut.product.title)) ?? '';
    expectThat(
      line === '' || /sold out/i.test(line),
      `"${soldOut.product.title}" left out or said to be sold out`,
      line,
    );
    expectThat(text.includes(other.product.title), `the other line, "${other.product.title}"`, 'it is missing');
    return line ? `it says: ${line.trim()}` : 'it is left out';
  }

  private async judgeBea(): Promise<string> {
    const { email } = this.person('bea');
    expectThat(!acceptedMails(this.world).some((mail) => mail.to === email), 'no mail to Bea', 'there is one');
    const { messages } = await this.admin.load<{ messages: { to: string; state: string; reason: string }[] }>(
      '/app/messages',
      'routes/app.messages',
    );
    const stored = messages.find((message) => message.to === email);
    expectThat(
      stored?.state === 'skipped' && /agreed|agree/.test(stored.reason),
      'a stored reason about consent',
      stored,
    );
    return `the admin says: ${stored?.reason}`;
  }

  private async replayWebhooks(): Promise<string> {
    const before = acceptedMails(this.world).length;
    this.world.shopify.webhooks.setBehaviour({ shuffle: true });
    const sent = await this.world.shopify.webhooks.redeliver(
      ({ topic }) => /^(carts|checkouts|customers)/.test(topic),
      5,
    );
    await this.settle();
    this.world.shopify.webhooks.setBehaviour({ shuffle: false });
    await this.advance(HOUR_MS);
    expectThat(acceptedMails(this.world).length === before, `still ${before} mails`, acceptedMails(this.world));
    return `${sent} deliveries more, all acknowledged, and an hour later still ${before} mails`;
  }

  private async lookAtUnsubscribe(): Promise<string> {
    const mail = this.mailTo('dora');
    const url = unsubscribeAddress(mail);
    const response = await fetch(url);
    await response.text();
    expectThat(response.status === 200, 'a page', response.status);
    await this.settle();
    expectThat(this.suppressions().length === 0, 'no suppression', this.suppressions());
    const { messages } = await this.admin.load<{ messages: { to: string; state: string }[] }>(
      '/app/messages',
      'routes/app.messages',
    );
    expectThat(
      messages.some((message) => message.to === mail.to && message.state === 'accepted'),
      'Dora as before',
      messages,
    );
    return `GET ${new URL(url).pathname.slice(0, 12)}… shows a page; nobody is unsubscribed`;
  }

  private async unsubscribe(): Promise<string> {
    const { status } = await this.world.postmark.inbox.unsubscribe(this.mailTo('dora').messageId, { how: 'one-click' });
    await this.settle();
    expectThat(status === 200, 'the POST to be taken', status);
    return `POST answered ${status}`;
  }

  private async clickAndBuy(): Promise<string> {
    const { data } = this.world.shopify.store;
    const { shopper } = this.person('anna');
    const mail = this.mailTo('anna');
    await this.world.postmark.inbox.open(mail.messageId);
    const inCart = new Set(this.cart('anna').map(({ product }) => product.id));
    const wanted = linkedProducts(data, mail).find((product) => !inCart.has(product.id));
    const link = mail.links.find(({ url }) => wanted && url.includes(`/products/${encodeURIComponent(wanted.handle)}`));
    const variant = wanted?.variants.find(
      (each) => each.inventoryQuantity > 0 || !each.inventoryTracked || each.inventoryPolicy === 'CONTINUE',
    );
    if (!wanted || !link || !variant) throw new Error('Anna’s mail has no recommendation to click');
    await shopper.visit(await this.world.postmark.inbox.click(mail.messageId, link.url));
    await shopper.addToCart(variant.id, 1);
    await shopper.goToCheckout();
    await shopper.submitContact({ email: this.person('anna').email, acceptsMarketing: true });
    const order = await shopper.pay();
    await this.settle();
    return `she clicks "${wanted.title}" and pays order ${order}`;
  }

  private async judgeAttribution(): Promise<string> {
    const order = this.world.shopify.store.data.orders
      .filter((each) => each.email === this.person('anna').email)
      .at(-1);
    if (!order) throw new Error('the store has no order of Anna’s');
    await this.world.shopify.webhooks.redeliver(({ topic }) => topic.startsWith('orders/'), 5);
    await this.settle();
    const home = await this.admin.load<{ attributedMinor: number }>('/app?index', 'routes/app._index');
    this.attributedRevenueMinor = home.attributedMinor;
    expectThat(
      home.attributedMinor === order.totalMinor,
      `${order.totalMinor} credited, the order’s total`,
      home.attributedMinor,
    );
    return `${money(this.world.shopify.store.data, order.totalMinor)} of order ${order.name}, also after its webhooks came five times more`;
  }

  private async crash(): Promise<string> {
    await this.leavesCart('emil', 5, { acceptsMarketing: true });
    this.worker?.kill('SIGTERM');
    await this.worker?.ended;
    const doomed = await this.options.app.startWorker({ KINDRED_CRASH_POINT: 'send.claimed' });
    await this.world.clock.advance(4 * HOUR_MS + MINUTE_MS);
    const { signal } = await doomed.ended;
    const { email } = this.person('emil');
    const mailsToEmil = () => acceptedMails(this.world).filter((mail) => mail.to === email).length;
    expectThat(signal === 'SIGKILL' && mailsToEmil() === 0, 'the worker killed before anything left', {
      signal,
      mails: mailsToEmil(),
    });
    this.worker = await this.options.app.startWorker();
    await this.world.logs.postmark.waitFor((entry) => entry.kind === 'accepted' && entry.to.includes(email), {
      what: 'Emil’s mail after the restart',
      timeoutMs: 60_000,
    });
    await this.settle();
    await sleep(500);
    expectThat(mailsToEmil() === 1, 'exactly one mail to Emil', mailsToEmil());
    return 'killed by SIGKILL with his message claimed; one mail after the restart';
  }

  private async secondMails(): Promise<string> {
    const before = acceptedMails(this.world).length;
    await this.moveToAfterStart(24 * HOUR_MS + 5 * MINUTE_MS);
    const later = acceptedMails(this.world).slice(before);
    const { email } = this.person('finn');
    expectThat(
      sameMembers(
        later.map((mail) => mail.to),
        [email],
      ),
      `one more mail, to ${email}`,
      later,
    );
    return `one to ${email}; none to Dora, Anna, Bea or Carl`;
  }

  private finalCounts(): string {
    const { emails, duplicates, unconsented } = this.result();
    expectThat(emails === 5 && duplicates === 0 && unconsented === 0, '5 mails, 0 duplicates, 0 without consent', {
      emails,
      duplicates,
      unconsented,
    });
    return '5 mails: Anna, Dora, Finn, Emil, and Finn’s second; 0 duplicates; 0 without consent';
  }

  private person(name: string): Person {
    const person = this.people.get(name);
    if (!person) throw new Error(`${name} is not in the story yet: an earlier step failed`);
    return person;
  }

  /** The two products in a person's cart. */
  private cart(name: string): [Choice, Choice] {
    const [first, second] = this.person(name).choices;
    if (!first || !second) throw new Error(`${name} has no full cart`);
    return [first, second];
  }

  private mailTo(name: string): InboxMessage {
    const [mail] = this.world.postmark.inbox.messages({ to: this.person(name).email });
    if (!mail) throw new Error(`there is no mail to ${name}`);
    return mail;
  }

  private suppressions(): unknown[] {
    return this.world.logs.postmark.all().filter(({ entry }) => entry.kind === 'suppressed');
  }

  private async advance(ms: number): Promise<void> {
    await this.world.clock.advance(ms);
    await this.settle();
  }

  private async moveToAfterStart(ms: number): Promise<void> {
    await this.advance(this.startedAt + ms - this.world.clock.now().getTime());
  }

  private async settle(withinMs?: number): Promise<void> {
    await everythingSettled(this.world, this.options.app, withinMs);
    for (const mail of acceptedMails(this.world))
      if (!this.consentedAt.has(mail.messageId))
        this.consentedAt.set(mail.messageId, isSubscribed(this.world.shopify.store.data, mail.to));
  }
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;');

function sameMembers(found: string[], expected: string[]): boolean {
  return JSON.stringify([...found].sort()) === JSON.stringify([...expected].sort());
}

function unsubscribeAddress(mail: InboxMessage): string {
  const header = mail.headers.find(({ Name }) => Name === 'List-Unsubscribe')?.Value ?? '';
  const url = /<(https?:[^>]+)>/.exec(header)?.[1];
  if (!url) throw new Error('the mail has no List-Unsubscribe address');
  return url;
}

/** The next 12:00 in a zone, at least an hour away, so that nothing of the store's own past is still fresh. */
export function nextNoon(now: Date, timeZone: string): Date {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const first = Math.ceil((now.getTime() + HOUR_MS) / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
  for (let at = first; at < first + 26 * HOUR_MS; at += 15 * MINUTE_MS)
    if (format.format(new Date(at)) === '12:00') return new Date(at);
  throw new Error(`no noon within a day in ${timeZone}`);
}
