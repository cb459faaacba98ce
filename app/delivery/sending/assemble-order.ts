import type { Shop } from '@prisma/client';
import type { Recommendation } from '~/decisions/recommendations/recommendation';
import { blocksOf, type EmailDocument } from '../documents/document';
import { mailWords } from '../documents/words';
import { assembleMail } from '../rendering/assemble-mail';
import type { MailTemplates } from '../rendering/mail-data';
import type { SpokenFacts } from '../rendering/spoken-facts';
import { failed, type Failed, type MailOrder } from './mail-order';
import type { Reader } from './readers.server';
import type { Unrendered } from './render-together';
import type { StockedBlocks } from './stock-blocks.server';

const SHOWN = 4;

export type Assembled = Unrendered & { kind: 'assembled'; recommendations: Recommendation[]; hidden: string[] };

interface Assembling {
  shop: Shop;
  stocked: StockedBlocks;
  buyable: ReadonlySet<string>;
  document: EmailDocument;
  spoken: SpokenFacts | undefined;
}

/** Everything one mail shows, of what was found for all that are made together. */
export function assemble(
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
    isMarked: _marked,
    drawing,
    mayHoldAmp: _amp,
    ...rest
  } = envelope;
  const listed = stocked.listedIn(document);
  const candidates = draft.candidates.filter(({ productId }) => buyable.has(productId) && !listed.has(productId));
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

const hasRecommendations = (document: EmailDocument): boolean =>
  blocksOf(document).some(({ kind }) => kind === 'recommendations');
