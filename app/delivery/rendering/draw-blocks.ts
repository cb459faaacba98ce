import type { Block, BlockOf } from '../documents/blocks';
import { isDrawable } from '../open-time/drawing/lettering';
import { imageLink, shortId } from '../open-time/open-time-image';
import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import { endWords } from './end-words';
import type { MailData, MailDrawn } from './mail-data';
import type { MailIngredients } from './mail-ingredients';
import { recommended, withCampaign } from './shown-product';
import { endOf, fewLeft } from './timely-blocks';

/** Products that a picture may show, those of its own place included. */
const MOST_PRODUCTS = 10;

/** Images of each block that is drawn when the mail is opened, by its key; of one whose words no font at hand has, none: it is shown as always. */
export function drawnImages(ingredients: MailIngredients): MailData['drawn'] {
  if (!ingredients.drawing) return {};
  const drawn = (ingredients.filling?.blocks ?? []).map((block) => [block.key, imagesOf(ingredients, block)] as const);
  return Object.fromEntries(drawn.filter(([, images]) => images.length > 0));
}

function imagesOf(ingredients: MailIngredients, block: Block): MailDrawn[] {
  if (block.kind === 'countdown' && block.drawnOnOpening) return countdown(ingredients, block);
  if (block.kind === 'low-stock' && block.drawnOnOpening) return lowStock(ingredients, block);
  return block.kind === 'recommendations' && block.drawnOnOpening ? recommendations(ingredients) : [];
}

function countdown(ingredients: MailIngredients, block: BlockOf<'countdown'>): MailDrawn[] {
  const end = endOf(ingredients, block);
  if (!end) return [];
  const src = urlOf(ingredients, { kind: 'countdown', endsAt: Math.floor(end.getTime() / 1_000) });
  return [{ src, alt: endWords(end, ingredients.shop.timezone, ingredients.locale), url: '' }];
}

function lowStock(ingredients: MailIngredients, block: BlockOf<'low-stock'>): MailDrawn[] {
  const few = fewLeft(ingredients, block);
  if (!few.every(({ title }) => isDrawable(title))) return [];
  return few.map(({ variantId, title, line }) => ({
    src: urlOf(ingredients, { kind: 'low-stock', variant: shortId(variantId), atMost: block.atMost }),
    ...{ alt: `${line} ${title}`, url: '' },
  }));
}

function recommendations(ingredients: MailIngredients): MailDrawn[] {
  const shown = ingredients.recommendations.flatMap((each) => {
    const product = recommended(ingredients, each);
    return product ? [{ ...product, id: each.productId }] : [];
  });
  const others = (ingredients.drawing?.alternates ?? []).filter((id) => isDrawable(titleOf(ingredients, id)));
  if (!shown.every(({ title }) => isDrawable(title))) return [];
  const products = [...shown.map(({ id }) => id), ...others].slice(0, MOST_PRODUCTS).map(shortId);
  return shown.map(({ title, price }, place) => {
    const src = urlOf(ingredients, { kind: 'recommendation', products, place });
    const link = withCampaign(imageLink(src), ingredients.campaign);
    const { mailToken } = ingredients;
    return { src, alt: `${title}, ${price}`, url: mailToken ? `${link}&${MAIL_PARAMETER}=${mailToken}` : link };
  });
}

const titleOf = ({ products }: MailIngredients, id: string): string => products.get(id)?.title ?? '';

const urlOf = (
  { drawing }: MailIngredients,
  subject: Parameters<NonNullable<MailIngredients['drawing']>['urlOf']>[0],
): string => drawing?.urlOf(subject) ?? '';
