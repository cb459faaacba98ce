import type { Shop } from '@prisma/client';
import { z } from 'zod';
import type { BrandKit } from '~/delivery/documents/brand-kit';
import { conditionsOf, type EmailDocument } from '~/delivery/documents/document';
import { languageOf } from '~/delivery/documents/words';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import { heldMails, type HeldMail } from '~/delivery/sending/held-mails.server';
import { findNewest, readDocument } from '~/delivery/sending/documents.server';
import { gridsOf } from '~/delivery/sending/product-lists.server';
import { saveDocument } from '~/delivery/sending/save-document.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import { knownValues, type KnownValues } from '../recommendations/shelf.server';
import { namesIn, type Names } from '../segments/shop-speaker.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { nameOf } from './email-name.server';
import { readDraft, type DocumentProblem } from './read-draft';

/** What conditions of a mail's parts may speak of. */
export interface EmailShelf {
  segments: { id: string; name: string }[];
  known: KnownValues;
  names: Names;
}

export interface EmailPage {
  shop: PageShop;
  key: string;
  name: string;
  /** 0: it is as every shop begins with. */
  version: number;
  document: EmailDocument;
  /** Of the document's words. */
  language: string;
  kit: BrandKit;
  shelf: EmailShelf;
  /** Messages of it wait, since what goes out is too large; null: none do. */
  held: HeldMail | null;
}

/** A mail's newest version, to be changed. Null for a key nobody knows. */
export function emailPage(deps: PageDeps, shopDomain: string, key: string): Promise<EmailPage | null> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const newest = await findNewest(db, shop.id, key);
    if (newest.document === null) return null;
    const document = readDocument(newest.document, key);
    return {
      ...{ shop: pageShop(deps, shop), key, document, version: newest.version },
      name: await nameOf(db, shop.id, key),
      language: document.language ?? languageOf(shop.locale),
      kit: await loadBrandKit(db, shop.id),
      shelf: await shelfOf(db, shop, document),
      held: (await heldMails(db, shop.id)).find((each) => each.key === key) ?? null,
    };
  });
}

async function shelfOf(db: Db, { id: shopId }: Shop, document: EmailDocument): Promise<EmailShelf> {
  const [segments, known, names] = await Promise.all([
    db.segment.findMany({ where: { shopId, retiredAt: null }, orderBy: { name: 'asc' } }),
    knownValues(db, shopId),
    namesIn(db, shopId, [...conditionsOf(document).values()]),
  ]);
  const shown = await namesShown(db, shopId, document);
  return { known, names: { ...names, ...shown }, segments: segments.map(({ id, name }) => ({ id, name })) };
}

/** What products and collections are called that grids show. */
async function namesShown(db: Db, shopId: string, document: EmailDocument): Promise<Names> {
  const ids = gridsOf(document).flatMap(({ source: each }) =>
    each.from === 'chosen' ? each.productIds : each.from === 'collection' ? each.collectionId : [],
  );
  if (ids.length === 0) return {};
  const wanted = { where: { shopId, id: { in: ids } }, select: { id: true, title: true } };
  const found = [...(await db.product.findMany(wanted)), ...(await db.collection.findMany(wanted))];
  return Object.fromEntries(found.map(({ id, title }) => [id, title]));
}

export type EmailOutcome = { kind: 'saved'; version: number } | { kind: 'refused'; problems: DocumentProblem[] };

const asked = z.object({ document: z.string(), onVersion: z.coerce.number().int().min(0) });
const refused = (message: string): EmailOutcome => ({ kind: 'refused', problems: [{ path: [], message }] });
const OVERTAKEN =
  'Somebody saved this email while you changed it. Yours is still here, unsaved: copy what you need, load the page again, and change it there.';

/**
 * Keeps a document as its next version, unless somebody else kept one since.
 * @param form `{ document, onVersion }`: the document as JSON, and the version it was made from
 */
export function saveEmail(
  deps: PageDeps & ActivityDeps,
  shopDomain: string,
  key: string,
  form: unknown,
  actor?: string,
): Promise<EmailOutcome> {
  const told = asked.safeParse(form);
  if (!told.success) return Promise.resolve(refused('It was not said what to save. Load the page again.'));
  const read = readDraft(told.data.document, key);
  if (read.kind === 'refused') return Promise.resolve(read);
  const { document } = read;
  return inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction(async (tx) => {
      const { onVersion } = told.data;
      if ((await findNewest(tx, shopId, key)).document === null) return refused('This email is not there any more.');
      const saved = await saveDocument(deps, tx, shopId, { key, document, onVersion, actor });
      if (saved.kind === 'overtaken') return refused(OVERTAKEN);
      const { version } = saved;
      await recordActivity(deps, tx, shopId, { kind: 'email-saved', subject: key, actor, details: { version } });
      return { kind: 'saved', version };
    }),
  );
}
