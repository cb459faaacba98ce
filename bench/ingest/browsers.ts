import { randomBytes } from 'node:crypto';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';

/** Events of one batch, as many as the endpoint takes. */
export const BATCH_EVENTS = 20;

/** What a browser posts. */
export interface BrowserPost {
  headers: Record<string, string>;
  body: Buffer;
}

/** Batches of browsers that look at products: of any of the shops, each from an address of its own, behind one proxy. */
export function createBrowsers(shops: readonly string[], random: SeededRandom): () => BrowserPost {
  const visitors = Array.from({ length: 2_000 }, () => randomBytes(16).toString('base64url'));
  let made = 0;
  return () => {
    made += 1;
    const sentAt = new Date();
    const events = Array.from({ length: BATCH_EVENTS }, (_, nth) =>
      viewed(random, new Date(sentAt.getTime() - nth * 9_000)),
    );
    const batch = {
      v: 1,
      shop: random.pick([...shops]),
      source: 'pixel',
      visitorId: random.pick(visitors),
      sentAt,
      events,
    };
    const headers = {
      'Content-Type': 'text/plain;charset=UTF-8',
      Origin: 'null',
      'X-Forwarded-For': addressOf(made),
    };
    return { headers, body: Buffer.from(JSON.stringify(batch)) };
  };
}

/** The same from a few batches made beforehand, each time of another visitor: what makes them must not be slower than what takes them. */
export function recurring(next: () => BrowserPost, batches: number): () => BrowserPost {
  const made = Array.from({ length: batches }, next).map(({ headers, body }) => ({
    ...{ headers, body },
    visitorAt: body.indexOf(VISITOR_KEY) + VISITOR_KEY.length,
  }));
  let sent = 0;
  return () => {
    const post = made[sent++ % made.length];
    if (!post) throw new Error('there is nothing to repeat');
    const body = Buffer.from(post.body);
    body.write(randomBytes(16).toString('base64url'), post.visitorAt);
    return { headers: { ...post.headers, 'X-Forwarded-For': addressOf(sent) }, body };
  };
}

const VISITOR_KEY = '"visitorId":"';
const addressOf = (nth: number): string => `203.0.${(nth >> 8) & 255}.${nth & 255}`;

function viewed(random: SeededRandom, at: Date) {
  const product = random.int(1, 500);
  return {
    ...{ id: randomBytes(12).toString('base64url'), type: 'product_viewed', at, url: `/products/product-${product}` },
    ...{ pageType: 'product', device: 'mobile', price: 18.5, currency: 'EUR' },
    productId: `gid://shopify/Product/${product}`,
    variantId: `gid://shopify/ProductVariant/${product}1`,
  };
}
