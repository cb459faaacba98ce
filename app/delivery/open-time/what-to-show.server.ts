import { Temporal } from 'temporal-polyfill';
import type { Db } from '~/platform/db/db.server';
import { formatMoney } from '~/platform/money';
import { mailWords } from '../documents/words';
import { loadCatalogProducts } from '../sending/catalog-products.server';
import { endWords } from '../rendering/end-words';
import { isDrawable } from './drawing/lettering';
import type { CountdownShown, ProductShown, Shown, StockShown } from './drawing/draw';
import type { ImageShop } from './may-show.server';
import { onSaleNow } from './on-sale-now.server';
import { productGid, variantGid, type ImageSubject, type OpenTimeImage } from './open-time-image';
import { loadPicture } from './pictures.server';

type SubjectOf<K extends ImageSubject['kind']> = Extract<ImageSubject, { kind: K }>;

/** What an image says at this moment, or null where there is nothing it could say that is true. */
export async function whatToShow(
  db: Db,
  shop: ImageShop,
  { subject, locale }: Pick<OpenTimeImage, 'subject' | 'locale'>,
  now: Date,
): Promise<Shown | null> {
  switch (subject.kind) {
    case 'countdown':
      return timeLeft(shop, subject, locale, now);
    case 'low-stock':
      return stockLeft(db, shop, subject, locale);
    case 'recommendation':
      return productNow(db, shop, subject, { locale, now });
  }
}

const UNITS = ['day', 'hour', 'minute'] as const;

function timeLeft(
  { timezone }: ImageShop,
  { endsAt }: SubjectOf<'countdown'>,
  locale: string,
  now: Date,
): CountdownShown {
  const end = new Date(endsAt * 1_000);
  if (end <= now) return { kind: 'countdown', left: [], line: mailWords(locale).openTime.over };
  const { days, hours, minutes } = Temporal.Duration.from({
    seconds: Math.floor((end.getTime() - now.getTime()) / 1_000),
  }).round({ largestUnit: 'day', smallestUnit: 'minute', roundingMode: 'floor' });
  const left = [days, hours, minutes].map((count, nth) => inUnit(count, UNITS[nth] ?? 'minute', locale));
  return { kind: 'countdown', left, line: endWords(end, timezone, locale) };
}

function inUnit(count: number, unit: (typeof UNITS)[number], locale: string): { figure: string; word: string } {
  const parts = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(count);
  const word = parts.find(({ type }) => type === 'unit')?.value ?? unit;
  const figure = parts.filter(({ type }) => type === 'integer').map(({ value }) => value);
  return { figure: figure.join('') || String(count), word };
}

interface StockRow {
  title: string;
  form: string;
  isOneOfMany: boolean;
  isCounted: boolean;
  isAvailable: boolean;
  left: number | null;
}

/** As the store's own webhooks last told it. Asking the store itself would take what sends are allowed to ask, each time somebody opens a mail. */
async function stockLeft(
  db: Db,
  shop: ImageShop,
  { variant, atMost }: SubjectOf<'low-stock'>,
  locale: string,
): Promise<StockShown | null> {
  const [row] = await db.$queryRaw<StockRow[]>`
    SELECT p."title", v."title" AS "form", v."inventoryQuantity" AS "left",
      (SELECT count(*) FROM variants o WHERE o."shopId" = p."shopId" AND o."productId" = p."id") > 1 AS "isOneOfMany",
      (coalesce(v."isTracked", false) AND v."inventoryPolicy" = 'DENY') AS "isCounted",
      (v."isAvailable" AND p."status" = 'ACTIVE' AND p."isPublished" AND p."deletedAt" IS NULL) AS "isAvailable"
    FROM variants v JOIN products p ON p."shopId" = v."shopId" AND p."id" = v."productId"
    WHERE v."shopId" = ${shop.id}::uuid AND v."id" = ${variantGid(variant)}`;
  if (!row || !isDrawable(row.title)) return null;
  const words = mailWords(locale);
  const isFew = row.isCounted && row.left !== null && row.left >= 1 && row.left <= atMost;
  const { available, soldOut } = words.openTime;
  const line = !row.isAvailable ? soldOut : isFew ? words.onlyLeft(row.left ?? 0) : available;
  const isNamed = row.isOneOfMany && row.form.trim() !== '' && isDrawable(row.form);
  return { kind: 'low-stock', line, title: isNamed ? `${row.title} (${row.form})` : row.title };
}

async function productNow(
  db: Db,
  shop: ImageShop,
  subject: SubjectOf<'recommendation'>,
  { locale, now }: { locale: string; now: Date },
): Promise<ProductShown | null> {
  const id = await chosenNow(db, shop, subject, now);
  const product = id && (await loadCatalogProducts(db, shop.id, [id])).get(id);
  if (!product) return null;
  return {
    kind: 'recommendation',
    title: isDrawable(product.title) ? product.title : '',
    price: formatMoney({ minor: product.priceMinor, currency: shop.currency }, locale),
    picture: product.imageUrl ? await loadPicture(db, shop.id, product.imageUrl) : null,
  };
}

/** Which product stands in a place now: picture and link ask the same. */
export async function chosenNow(
  db: Db,
  { id, profileId }: ImageShop,
  { products, place }: SubjectOf<'recommendation'>,
  now: Date,
): Promise<string | null> {
  const left = await onSaleNow(db, id, products.map(productGid), { profileId, now });
  return left[place] ?? null;
}
