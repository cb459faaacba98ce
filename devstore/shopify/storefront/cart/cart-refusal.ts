import type { LiveStore } from '../../../live-store';
import type { StoreVariant } from '../../../store';
import { findVariant, sellableQuantity } from '../catalogue/find-products';

/** What the Ajax API answers when it will not: `{ status, message, description }` with the HTTP status of `status`. */
export class CartRefusal extends Error {
  constructor(
    readonly httpStatus: 400 | 404 | 422,
    readonly description: string,
    readonly title = 'Cart Error',
    readonly statusText: number | string = httpStatus,
  ) {
    super(description);
  }

  toJSON() {
    return { status: this.statusText, message: this.title, description: this.description };
  }
}

export function missingParameter(name: string): CartRefusal {
  return new CartRefusal(
    400,
    `Required parameter missing or invalid: ${name}`,
    'Parameter Missing or Invalid',
    'bad_request',
  );
}

export function noLine(): CartRefusal {
  return new CartRefusal(400, 'no valid id or line parameter', 'no valid id or line parameter', 'bad_request');
}

/**
 * Refuses a quantity that stock does not allow, in the words of the real storefront since March 2025.
 * `inCart` is what the cart holds of the variant so far.
 */
export function checkQuantity(data: LiveStore['data'], variantId: string, wanted: number, inCart: number): void {
  const found = findVariant(data, variantId);
  if (!found || !isBuyable(found)) throw new CartRefusal(404, 'Cannot find variant');
  const available = sellableQuantity(found.variant);
  if (wanted <= available) return;
  if (available === 0) throw new CartRefusal(422, `The product '${nameOf(found)}' is already sold out.`);
  if (inCart >= available) throw new CartRefusal(422, 'The maximum quantity of this item is already in your cart.');
  throw new CartRefusal(422, `Only ${available} items were added to your cart due to availability.`);
}

type Found = NonNullable<ReturnType<typeof findVariant>>;

function isBuyable({ product }: Found): boolean {
  return product.publishedAt !== null && (product.status === 'ACTIVE' || product.status === 'UNLISTED');
}

function nameOf({ product, variant }: { product: { title: string }; variant: StoreVariant }): string {
  return variant.title === 'Default Title' ? product.title : `${product.title} - ${variant.title}`;
}
