import type { Shop } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { blocksOf, type EmailDocument } from '../documents/document';
import { inLanguage } from '../documents/in-language';
import type { Dress } from '../documents/to-mjml';
import { wantPictures } from '../open-time/pictures.server';
import { compileDocument } from '../rendering/compile-document.server';
import type { MailTemplates } from '../rendering/mail-data';
import type { MailRenderer } from '../rendering/mail-renderer.server';
import { assemble, type Assembled } from './assemble-order';
import { loadBrandKit } from './brand-kit.server';
import type { DraftDeps, MailDraft, Shelf } from './draft-mails.server';
import { failed, type Composition, type Envelope, type Failed, type MailOrder } from './mail-order';
import { documentsOf } from './ordered-documents.server';
import { readersOf, type Reader } from './readers.server';
import { renderTogether } from './render-together';
import { spokenFacts, type Speaking } from './spoken-facts.server';
import { stockBlocks } from './stock-blocks.server';

export interface ComposeDeps extends DraftDeps {
  renderer: MailRenderer;
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
        ...(order.envelope.isMarked ? { isMarked: true } : {}),
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

const NO_DOCUMENT: Failed = { kind: 'failed', problem: 'its document was not read' };
const isAssembled = (each: Assembled | Failed): each is Assembled => each.kind === 'assembled';

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

/** Of what a mail draws when it is opened, and of what may take its place then. */
function picturesFor(
  { order, document }: { order: MailOrder; document: EmailDocument },
  { products }: Shelf,
): string[] {
  const isDrawn = blocksOf(document).some((each) => each.kind === 'recommendations' && each.drawnOnOpening);
  if (!isDrawn) return [];
  return order.draft.candidates.flatMap(({ productId }) => products.get(productId)?.imageUrl ?? []);
}
