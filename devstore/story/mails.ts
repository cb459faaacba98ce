import { postalAddress } from '../demo/merchant';
import { acceptedMails, isInStock, linkedProducts, money } from './judge';
import { expectThat } from './steps';
import { HOUR_MS, MINUTE_MS, type Stage } from './stage';

export async function nothingYet(stage: Stage): Promise<string> {
  await stage.moveToAfterStart(3 * HOUR_MS + 59 * MINUTE_MS);
  expectThat(acceptedMails(stage.world).length === 0, 'no mail', acceptedMails(stage.world));
  return 'Postmark has taken no mail';
}

export async function firstMails(stage: Stage): Promise<string> {
  // The carts were left a moment after noon; two minutes bring everybody over the four hours.
  await stage.advance(2 * MINUTE_MS);
  const mails = acceptedMails(stage.world);
  const expected = ['anna', 'dora', 'finn'].map((name) => stage.person(name).email);
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

export function judgeAnnasMail(stage: Stage): string {
  const { data } = stage.world.shopify.store;
  const mail = stage.mailTo('anna');
  const html = mail.html ?? '';
  for (const { product, variant } of stage.cart('anna')) {
    const now = data.products.flatMap((each) => each.variants).find((each) => each.id === variant.id);
    const price = money(data, now?.priceMinor ?? 0);
    expectThat(html.includes(escapeHtml(product.title)), `the line "${product.title}"`, 'it is missing');
    expectThat(html.includes(price), `"${product.title}" at ${price}`, 'that price is missing');
  }
  const inCart = new Set(stage.cart('anna').map(({ product }) => product.id));
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
  stage.recommendationsShown = shown.length;
  const header = mail.headers.map(({ Name, Value }) => `${Name}: ${Value}`).join('\n');
  expectThat(/^List-Unsubscribe: <http/m.test(header), 'a List-Unsubscribe header', header);
  expectThat(header.includes('List-Unsubscribe-Post: List-Unsubscribe=One-Click'), 'the one-click header', header);
  expectThat(html.includes(escapeHtml(postalAddress(stage.world))), 'the postal address', 'it is missing');
  expectThat(!/\{\{|\{%/.test(html + mail.text + mail.subject), 'no template code in the mail', 'there is some');
  return `"${mail.subject}"\nrecommended: ${shown.map((product) => product.title).join(', ')}`;
}

export function judgeFinnsMail(stage: Stage): string {
  const [soldOut, other] = stage.cart('finn');
  const text = stage.mailTo('finn').text ?? '';
  const line = text.split('\n').find((each) => each.includes(soldOut.product.title)) ?? '';
  expectThat(line === '' || /sold out/i.test(line), `"${soldOut.product.title}" left out or said to be sold out`, line);
  expectThat(text.includes(other.product.title), `the other line, "${other.product.title}"`, 'it is missing');
  return line ? `it says: ${line.trim()}` : 'it is left out';
}

export async function judgeBea(stage: Stage): Promise<string> {
  const { email } = stage.person('bea');
  expectThat(!acceptedMails(stage.world).some((mail) => mail.to === email), 'no mail to Bea', 'there is one');
  const { messages } = await stage.admin.load<{ messages: { to: string; state: string; reason: string }[] }>(
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

export async function secondMails(stage: Stage): Promise<string> {
  const before = acceptedMails(stage.world).length;
  await stage.moveToAfterStart(24 * HOUR_MS + 5 * MINUTE_MS);
  const later = acceptedMails(stage.world).slice(before);
  const { email } = stage.person('finn');
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
