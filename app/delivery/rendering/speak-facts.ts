import { formatMoney } from '~/platform/money';
import { spokenLocale } from '../documents/words';
import type { MailData, MailOrder } from './mail-data';
import type { MailIngredients } from './mail-ingredients';
import { linkTo, money } from './shown-product';
import { NOTHING_SPOKEN, type SpokenOrder } from './spoken-facts';

/** What Liquid says of the reader's orders, in words and figures of their language. What is not known is empty, never a hole in a word. */
export function speakFacts(ingredients: MailIngredients): Pick<MailData, 'customer' | 'order' | 'collections'> {
  const { customer, order, collections } = ingredients.spoken ?? NOTHING_SPOKEN;
  const { orderCount, lastOrderAt, spentMinor, lastProduct } = customer;
  return {
    customer: {
      orderCount,
      lastOrderDate: lastOrderAt ? dayOf(ingredients, lastOrderAt) : '',
      totalSpent: spentMinor === null ? '' : money(ingredients, spentMinor),
      lastProduct: {
        title: lastProduct?.title ?? '',
        url: lastProduct ? linkTo(ingredients, `/products/${lastProduct.handle}`) : '',
        imageUrl: lastProduct?.imageUrl ?? '',
      },
    },
    order: orderWords(ingredients, order),
    collections: collections.map(({ title, handle }) => ({
      ...{ title, url: linkTo(ingredients, `/collections/${handle}`) },
    })),
  };
}

function orderWords(ingredients: MailIngredients, order: SpokenOrder | null): MailOrder {
  if (!order) return { name: '', date: '', total: '', lines: [] };
  const figure = (minor: number) => formatMoney({ minor, currency: order.currency }, ingredients.locale);
  return {
    ...{ name: order.name, date: dayOf(ingredients, order.placedAt), total: figure(order.totalMinor) },
    lines: order.lines.map(({ title, quantity, priceMinor }) => ({
      ...{ title, quantity, price: figure(priceMinor), total: figure(priceMinor * quantity) },
    })),
  };
}

/** The day as the shop's clock has it. */
const dayOf = ({ locale, shop }: MailIngredients, at: Date): string =>
  new Intl.DateTimeFormat(spokenLocale(locale), { dateStyle: 'long', timeZone: shop.timezone }).format(at);
