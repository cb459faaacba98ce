import type { Favourite } from '~/customers/enrichment/describe-person';
import type { PersonPlace, PersonTraits, Scores } from '~/customers/enrichment/traits-of.server';
import { formatMoney } from '~/platform/money';
import { countWords, type SpokenShop } from './spoken-shop';

export interface TraitWords {
  term: string;
  words: string;
}

/** What a person is like in short lines, only those of which something is known. Empty: nothing is. */
export function traitWords(traits: PersonTraits, shop: SpokenShop): TraitWords[] {
  const { favourites, shopify, usualDevice, medianDaysBetweenOrders } = traits;
  return [
    ...line('Lives in', placeWords(traits.place)),
    ...scoreWords(traits.scores),
    ...line('Orders', medianDaysBetweenOrders === null ? null : gapWords(medianDaysBetweenOrders)),
    ...line('Pays for a piece', priceWords(traits, shop)),
    ...line('Likes', favouriteWords(favourites.productType, shop)),
    ...line('Makers', favouriteWords(favourites.vendor, shop)),
    ...line('Collections', favouriteWords(favourites.collection, shop)),
    ...line('Comes by', usualDevice && DEVICES[usualDevice]),
    ...line('Shopify’s group', shopify.rfmGroup && spoken(shopify.rfmGroup)),
    ...line('Shopify expects', shopify.predictedSpendTier && `${spoken(shopify.predictedSpendTier)} spending`),
  ];
}

const line = (term: string, words: string | null): TraitWords[] => (words ? [{ term, words }] : []);

const DEVICES = { mobile: 'phone', tablet: 'tablet', desktop: 'computer' };
const BANDS = { low: 'the cheaper third of buyers', middle: 'the middle third', high: 'the dearer third' };

/** From 1 to 5. */
const RECENT = ['long ago', 'rather long ago', 'in the middle', 'rather lately', 'lately'];
const OFTEN = ['seldom', 'rather seldom', 'in the middle', 'rather often', 'often'];
const MUCH = ['little', 'rather little', 'in the middle', 'rather much', 'much'];

function scoreWords(scores: Scores): TraitWords[] {
  switch (scores.kind) {
    case 'scored':
      return [
        { term: 'Last ordered', words: outOfFive(RECENT, scores.recency) },
        { term: 'How often', words: outOfFive(OFTEN, scores.frequency) },
        { term: 'Spends', words: outOfFive(MUCH, scores.monetary) },
      ];
    case 'too-few-buyers':
      return [
        {
          term: 'Beside others',
          words: `said from ${scores.needed} buyers on; the shop has ${countWords(scores.buyers, 'buyer')}`,
        },
      ];
    case 'not-yet':
      return [{ term: 'Beside others', words: 'worked out tonight' }];
    case 'never-bought':
      return [];
  }
}

const outOfFive = (words: string[], score: number): string => `${words[score - 1] ?? ''} (${score} of 5)`;

/** With how it is known. */
function placeWords({ countryCode, regionCode, city, byOrders }: PersonPlace): string | null {
  if (!countryCode) return null;
  const place = [city, regionCode, countryName(countryCode)].filter(Boolean).join(', ');
  if (!byOrders) return `${place}, as they or a source of the shop said`;
  const { orders, of } = byOrders;
  if (of === 1) return `${place}, where the one order of theirs was sent that was sent anywhere`;
  return `${place}, where ${orders} of their newest ${of} orders ${orders === 1 ? 'was' : 'were'} sent`;
}

const countryName = (code: string): string => new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;

function gapWords(days: number): string {
  const whole = Math.round(days);
  if (whole < 1) return 'several times a day';
  return whole === 1 ? 'about every day' : `about every ${whole} days`;
}

function priceWords({ typicalPriceMinor, priceBand }: PersonTraits, { currency, locale }: SpokenShop): string | null {
  if (typicalPriceMinor === null) return null;
  const price = formatMoney({ minor: typicalPriceMinor, currency }, locale);
  return priceBand ? `${price}, ${BANDS[priceBand]}` : price;
}

const favouriteWords = (favourites: Favourite[], { locale }: SpokenShop): string | null =>
  favourites.map(({ value, share }) => `${value} (${percent(share, locale)})`).join(', ') || null;

const percent = (share: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** `AT_RISK` as people say it: `at risk`. */
const spoken = (name: string): string => name.toLowerCase().replaceAll('_', ' ');
