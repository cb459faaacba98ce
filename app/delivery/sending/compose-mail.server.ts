import type { Shop } from '@prisma/client';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import type { Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';
import { assembleMail } from '../rendering/assemble-mail';
import type { BrandKit } from '../documents/brand-kit';
import { blocksOf, type EmailDocument } from '../documents/document';
import { inLanguage } from '../documents/in-language';
import type { Drawing } from '../open-time/drawing-for';
import { wantPictures } from '../open-time/pictures.server';
import type { Dress } from '../documents/to-mjml';
import { mailWords } from '../documents/words';
import type { Coupon } from '../rendering/coupon-words';
import { compileDocument } from '../rendering/compile-document.server';
import type { MailTemplates, RenderedMail } from '../rendering/mail-data';
import type { MailRenderer } from '../rendering/mail-renderer.server';
import { loadBrandKit } from './brand-kit.server';
import { findDocument, readDocument } from './documents.server';
import type { DraftDeps, MailDraft, Shelf } from './draft-mails.server';
import { readersOf, type Reader } from './readers.server';
import { stockBlocks, type StockedBlocks } from './stock-blocks.server';
import type { SpokenFacts } from '../rendering/spoken-facts';
import { spokenFacts, type Speaking } from './spoken-facts.server';
import { renderTogether, type Unrendered } from './render-together';

export interface ComposeDeps extends DraftDeps {
  renderer: MailRenderer;
}

const SHOWN = 4;

/** For whom and from whom: all of a mail that is not its subject. */
export interface Envelope {
  templateKey: string;
  /** In place of what is kept under the key, while it is being changed. */
  document?: EmailDocument;
  /** In place of the document's own subject. */
  subjectLine?: string | null;
  /** Marks the mail's links, for the shop's own statistics. */
  campaign: string;
  /** Says in the links which mail led to a visit; absent where the mail goes to nobody. */
  mailToken?: string;
  firstName: string | null;
  /** As if nothing was known of its reader. */
  isUnknown?: boolean;
  postalAddress: string;
  consentLine: string | null;
  /** Its reader asked for this very mail: it says so, in place of the shop's line. */
  isAsked?: boolean;
  unsubscribeUrl: string;
  preferencesUrl: string;
  /** The code that its reader has, where it carries one. */
  coupon?: Coupon;
  /** In place of the shop's own, while it is being changed. */
  kit?: BrandKit;
  /** For what is drawn when it is opened; absent: nothing is. */
  drawing?: Drawing;
  /** Whether the way it takes carries an AMP part. */
  mayHoldAmp?: boolean;
  /** For a mail that asks to confirm something. */
  confirmUrl?: string;
}

export type Composition =
  | {
      kind: 'rendered';
      mail: RenderedMail;
      recommendations: Recommendation[];
      /** Keys of the parts that were left out for its reader. */
      hidden: string[];
    }
  | { kind: 'failed'; problem: string };

/** One mail to be made. */
export interface MailOrder {
  envelope: Envelope;
  draft: MailDraft;
}

/** As `composeMails`, of one. */
export async function composeMail(
  deps: ComposeDeps,
  db: Db,
  shop: Shop,
  envelope: Envelope,
  draft: MailDraft,
  shelf: Shelf,
): Promise<Composition> {
  const [made] = await composeMails(deps, db, shop, [{ envelope, draft }], shelf);
  return made ?? { kind: 'failed', problem: 'nothing was made' };
}

/**
 * Makes mails of their documents, in their order. This is the only way a mail is made, for sending as for looking at it beforehand. What is wrong with
 * one (its document, an address in it) is its own outcome: it holds up no other.
 */
export async function composeMails(
  deps: ComposeDeps,
  db: Db,
  shop: Shop,
  orders: readonly MailOrder[],
  shelf: Shelf,
): Promise<Composition[]> {
  const documents = await documentsOf(db, shop.id, orders);
  const readable = orders.flatMap((order) => {
    const document = documents.get(order);
    return document?.kind === 'document' ? [{ order, document: document.document }] : [];
  });
  const readings = readable.map(({ order, document }) => ({ document, profileId: order.draft.profileId }));
  const readers = await readersOf(deps, db, shop, readings);
  const ownKit = await loadBrandKit(db, shop.id);
  const stocked = await stockBlocks(deps, db, shop, [...new Set(readable.map(({ document }) => document))], shelf);
  const buyable = new Set([...shelf.live.values()].flatMap((each) => (each.isBuyable ? each.productId : [])));
  const spoken = await spokenFacts(db, shop, readable.map(speakingOf));
  const making = { shop, stocked, buyable };
  const assembled = await Promise.all(
    readable.map(async ({ order, document }, at) => {
      const reader = readers[at] as Reader;
      const templates = await templatesOf(document, order.envelope, {
        kit: order.envelope.kit ?? ownKit,
        language: reader.language,
      });
      return {
        order,
        made:
          templates.kind === 'templates'
            ? assemble({ ...making, document, spoken: spoken[at] }, order, reader, templates.templates)
            : templates,
      };
    }),
  );
  await wantPictures(
    deps,
    db,
    shop.id,
    readable.flatMap((each) => picturesFor(each, shelf)),
  );
  const composed = await renderAll(deps, assembled);
  return orders.map((order) => {
    const document = documents.get(order);
    return composed.get(order) ?? (document?.kind === 'failed' ? document : NO_DOCUMENT);
  });
}

type Failed = Extract<Composition, { kind: 'failed' }>;
type Assembled = Unrendered & { kind: 'assembled'; recommendations: Recommendation[]; hidden: string[] };

const NO_DOCUMENT: Failed = { kind: 'failed', problem: 'its document was not read' };
const isAssembled = (each: Assembled | Failed): each is Assembled => each.kind === 'assembled';
const failed = (error: unknown): Failed => ({ kind: 'failed', problem: messageOf(error) });

type ReadDocument = { kind: 'document'; document: EmailDocument } | Failed;

async function documentsOf(
  db: Db,
  shopId: string,
  orders: readonly MailOrder[],
): Promise<Map<MailOrder, ReadDocument | undefined>> {
  const found = new Map<string, ReadDocument>();
  const kept = orders.flatMap(({ envelope }) => (envelope.document ? [] : envelope.templateKey));
  for (const key of new Set(kept)) {
    const stored = await findDocument(db, shopId, key);
    try {
      found.set(key, { kind: 'document', document: readDocument(stored, key) });
    } catch (error) {
      found.set(key, failed(error));
    }
  }
  return new Map(
    orders.map((order) => {
      const { document, templateKey } = order.envelope;
      return [order, document ? { kind: 'document', document } : found.get(templateKey)];
    }),
  );
}

/** Those of the same wording, language and look are compiled once, and rendered together. */
async function templatesOf(
  document: EmailDocument,
  { subjectLine, mayHoldAmp = false }: Envelope,
  dress: Dress,
): Promise<{ kind: 'templates'; templates: MailTemplates } | Failed> {
  try {
    const { amp, ...worded } = inLanguage(document, dress.language);
    const subject = subjectLine ?? worded.subject;
    return {
      kind: 'templates',
      templates: await compileDocument({ ...worded, subject, ...(amp && mayHoldAmp ? { amp } : {}) }, dress),
    };
  } catch (error) {
    return failed(error);
  }
}

interface Made {
  order: MailOrder;
  made: Assembled | Failed;
}

async function renderAll({ renderer }: ComposeDeps, all: readonly Made[]): Promise<Map<MailOrder, Composition>> {
  const assembled = all.map(({ made }) => made).filter(isAssembled);
  const outcomes = await renderTogether(renderer, assembled);
  const rendered = new Map(assembled.map((each, nth) => [each, outcomes[nth]] as const));
  const ofMade = (made: Assembled | Failed): Composition => {
    if (!isAssembled(made)) return made;
    const outcome = rendered.get(made);
    if (outcome?.kind !== 'rendered') return outcome ?? NO_DOCUMENT;
    const { recommendations, hidden } = made;
    return { kind: 'rendered', mail: outcome.mail, recommendations, hidden };
  };
  return new Map(all.map(({ order, made }) => [order, ofMade(made)]));
}

interface Assembling {
  shop: Shop;
  stocked: StockedBlocks;
  buyable: ReadonlySet<string>;
  document: EmailDocument;
  spoken: SpokenFacts | undefined;
}

/** Of somebody who is to be unknown nothing is said. */
const speakingOf = ({
  order: { envelope, draft },
  document,
}: {
  order: MailOrder;
  document: EmailDocument;
}): Speaking => ({
  ...{ document, subjectLine: envelope.subjectLine ?? null },
  draft: envelope.isUnknown ? { ...draft, profileId: null, orderId: null } : draft,
});

function assemble(
  { shop, stocked, buyable, document, spoken }: Assembling,
  { envelope, draft }: MailOrder,
  { locale, hidden }: Reader,
  templates: MailTemplates,
): Assembled | Failed {
  const {
    templateKey: _key,
    document: _document,
    subjectLine: _subject,
    postalAddress,
    consentLine,
    isAsked,
    isUnknown: _unknown,
    kit: _kit,
    drawing,
    mayHoldAmp: _amp,
    ...rest
  } = envelope;
  const candidates = draft.candidates.filter(({ productId }) => buyable.has(productId));
  const recommendations = candidates.slice(0, SHOWN);
  const filling = stocked.fillingOf(document, hasRecommendations(document) ? candidates.slice(SHOWN) : candidates);
  const taken = new Set([...recommendations, ...[...filling.recommended.values()].flat()]);
  const alternates = candidates.filter((each) => !taken.has(each)).map(({ productId }) => productId);
  const line = isAsked ? mailWords(locale).askedLine : consentLine;
  try {
    const data = assembleMail({
      ...{ ...rest, ...stocked.shelf, recommendations, filling, locale, hidden },
      ...(drawing ? { drawing: { urlOf: drawing(locale), alternates } } : {}),
      shop: { ...shop, postalAddress, consentLine: line },
      lines: draft.lines,
      about: draft.about,
      turn: draft.turn ?? null,
      checkoutUrl: draft.checkoutUrl,
      ...(spoken ? { spoken } : {}),
    });
    const made = { templates, data, recommendations: [...taken], hidden: Object.keys(hidden) };
    return { kind: 'assembled', ...made };
  } catch (error) {
    return failed(error);
  }
}

/** Of what a mail draws when it is opened, and of what may take its place then. */
function picturesFor(
  { order, document }: { order: MailOrder; document: EmailDocument },
  { products }: Shelf,
): string[] {
  const isDrawn = blocksOf(document).some((each) => each.kind === 'recommendations' && each.drawnOnOpening);
  if (!isDrawn) return [];
  return order.draft.candidates.flatMap(({ productId }) => products.get(productId)?.imageUrl ?? []);
}

const hasRecommendations = (document: EmailDocument): boolean =>
  blocksOf(document).some(({ kind }) => kind === 'recommendations');
