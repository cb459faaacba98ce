import { productsOf, type Properties } from '~/customers/rules/event-fields';
import { blocksOf, type EmailDocument } from '~/delivery/documents/document';
import type { MailSubject } from '~/delivery/sending/draft-mails.server';
import type { Db } from '~/platform/db/db.server';
import { turnToShow } from './turn-to-show.server';

/** What a mail is shown about, and what has to be said of that; null: nothing. */
export interface ShownAbout {
  subject: MailSubject;
  note: string | null;
}

/** So far back is looked for something that the catalogue still shows. */
const EVENTS = 20;

/** In Liquid: `{{ product.title }}`, `{{ about[0].url }}`, `{% for each in collections %}`. */
const SAYS_PRODUCT = /\{[{%][^}]*\b(?:product\.|about\b|collections\b)/;

/** Whether a mail is about a product, such as one that is back in stock. */
export const isAboutProduct = ({ translations: _said, ...document }: EmailDocument): boolean =>
  SAYS_PRODUCT.test(JSON.stringify(document)) ||
  blocksOf(document).some(
    (each) =>
      each.kind === 'about' ||
      (each.kind === 'low-stock' && each.of === 'about') ||
      ('to' in each && each.to === 'product'),
  );

/**
 * A mail that is about a product is looked at with one: what its reader looked at or bought last, else what lies in their cart, else one of the catalogue,
 * which is said, since it is not theirs.
 */
export async function withProduct(
  db: Db,
  shopId: string,
  subject: MailSubject,
  document: EmailDocument | null,
): Promise<ShownAbout> {
  if (!document || !isAboutProduct(document)) return { subject, note: null };
  const { profileId, lines } = subject;
  const ofTheirs = profileId ? await seenBy(db, shopId, profileId) : [];
  const own = [...ofTheirs.map(({ productId }) => productId), ...lines.map(({ productId }) => productId)];
  const known = await shownOf(db, shopId, own);
  const chosen = own.find((id) => known.has(id));
  if (chosen !== undefined) {
    const title = known.get(chosen) ?? '';
    const how = ofTheirs.find(({ productId }) => productId === chosen)?.how ?? 'has in the cart';
    const note = profileId ? `About “${title}”, which this reader ${how}.` : example(title);
    return withTurn(db, shopId, document, { productId: chosen, subject, note });
  }
  return exampleOf(db, shopId, subject, document);
}

/** One that tells of a lower price is looked at with one. */
async function withTurn(
  db: Db,
  shopId: string,
  { key }: EmailDocument,
  { productId, subject, note }: { productId: string; subject: MailSubject; note: string },
): Promise<ShownAbout> {
  const turn = await turnToShow(db, shopId, key, productId);
  const about = { ...subject, about: [productId] };
  return turn
    ? { subject: { ...about, turn }, note: `${note} It is shown as if it had cost a quarter more before.` }
    : { subject: about, note };
}

const example = (title: string): string => `About “${title}” of your catalogue, as an example.`;

async function exampleOf(db: Db, shopId: string, subject: MailSubject, document: EmailDocument): Promise<ShownAbout> {
  const found = await db.product.findFirst({
    where: { ...inCatalogue(shopId), variants: { some: { isAvailable: true } } },
    orderBy: [{ imageUrl: { sort: 'asc', nulls: 'last' } }, { id: 'asc' }],
    select: { id: true, title: true },
  });
  if (!found)
    return {
      subject: { ...subject, about: [] },
      note: 'It is about a product, and your catalogue has none that can be bought: its place is empty.',
    };
  const why = subject.profileId ? ' Nothing that this reader looked at can be shown.' : '';
  return withTurn(db, shopId, document, { productId: found.id, subject, note: example(found.title) + why });
}

const inCatalogue = (shopId: string) => ({ shopId, status: 'ACTIVE', isPublished: true, deletedAt: null });

async function shownOf(db: Db, shopId: string, ids: string[]): Promise<Map<string, string>> {
  const where = { ...inCatalogue(shopId), id: { in: ids } };
  const found = await db.product.findMany({ where, select: { id: true, title: true } });
  return new Map(found.map(({ id, title }) => [id, title]));
}

/** What somebody looked at or bought, the newest first. */
async function seenBy(db: Db, shopId: string, profileId: string): Promise<{ productId: string; how: string }[]> {
  const events = await db.event.findMany({
    where: { shopId, profileId, type: { in: ['product_viewed', 'order_placed'] } },
    orderBy: { occurredAt: 'desc' },
    take: EVENTS,
    select: { type: true, properties: true },
  });
  return events.flatMap(({ type, properties }) =>
    productsOf((properties ?? {}) as Properties).map((productId) => ({
      productId,
      how: type === 'order_placed' ? 'bought last' : 'looked at last',
    })),
  );
}
