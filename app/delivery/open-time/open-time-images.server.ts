import { createHash } from 'node:crypto';
import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { mailWords } from '../documents/words';
import { loadBrandKit } from '../sending/brand-kit.server';
import { BLANK } from './blank';
import { createDrawnBefore } from './drawn-before';
import { drawn } from './drawing/draw';
import type { Drawer } from './drawing/drawer.server';
import { mayShow } from './may-show.server';
import { readImageToken, type OpenTimeImage } from './open-time-image';
import { chosenNow, whatToShow } from './what-to-show.server';

interface ImageDeps {
  db: Database;
  clock: Clock;
  vault: Vault;
  logger: Logger;
  drawer: Drawer;
}

export interface OpenTimeImages {
  /** A PNG, always: where nothing can be shown, one in which nothing stands. Nothing is noted: asking for an image is not opening a mail. */
  show(token: string): Promise<Buffer>;
  /** Where whoever follows an image is led; null: the token is not one of ours. */
  lead(token: string): Promise<URL | null>;
}

/** Images in hand at once; whoever comes beyond gets the blank one, before anything is asked of the database. */
const MOST_IN_HAND = 60;
/** Whoever opens a mail waits no longer. */
const LONGEST_MS = 1_500;

export function createOpenTimeImages(deps: ImageDeps): OpenTimeImages {
  const before = createDrawnBefore((svg) => createHash('sha256').update(svg).digest('base64url'));
  let inHand = 0;

  async function show(token: string): Promise<Buffer> {
    const image = readImageToken(deps.vault, token);
    if (!image || inHand >= MOST_IN_HAND) return BLANK;
    inHand += 1;
    const drawing = withShop(image.shopId, async () => svgOf(deps, deps.db.prisma, image))
      .then((svg) => (svg === null ? null : before.get(svg, () => deps.drawer.draw(svg))))
      .catch((error: unknown) => void deps.logger.warn({ err: error }, 'an image was not drawn'))
      .finally(() => (inHand -= 1));
    return (await inTime(drawing)) ?? BLANK;
  }

  return { show, lead: (token) => leadOn(deps, token) };
}

async function svgOf({ clock }: ImageDeps, db: Db, image: OpenTimeImage): Promise<string | null> {
  const now = clock.now();
  const shop = await mayShow(db, image, now);
  if (!shop) return null;
  const [shown, kit] = await Promise.all([whatToShow(db, shop, image, now), loadBrandKit(db, shop.id)]);
  return shown && drawn(shown, { kit, direction: mailWords(image.locale).direction });
}

function inTime<T>(work: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), LONGEST_MS);
    void work.then((value) => {
      clearTimeout(late);
      resolve(value);
    });
  });
}

/** To the product that stands in the image now; where there is none, or its time is over, to the store. */
function leadOn({ db, vault, clock }: ImageDeps, token: string): Promise<URL | null> {
  const image = readImageToken(vault, token);
  if (image?.subject.kind !== 'recommendation') return Promise.resolve(null);
  const { shopId, subject } = image;
  return withShop(shopId, async () => {
    const now = clock.now();
    const shop = await mayShow(db.prisma, image, now);
    if (!shop) return storeOf(db.prisma, shopId);
    const id = await chosenNow(db.prisma, shop, subject, now);
    const product = id && (await db.prisma.product.findUnique({ where: { shopId_id: { shopId, id } } }));
    return new URL(product ? `/products/${encodeURIComponent(product.handle)}` : '/', shop.storefrontUrl);
  });
}

async function storeOf(db: Db, id: string): Promise<URL | null> {
  const shop = await db.shop.findUnique({ where: { id }, select: { storefrontUrl: true } });
  return shop && new URL('/', shop.storefrontUrl);
}
