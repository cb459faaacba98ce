/** What stands in the address of the page, read with care: anybody can write one. */
export interface AskedWords {
  cart: string[];
  viewed: string | null;
  collection: string | null;
  shopper: string;
  problems: string[];
}

/** What is asked, by ids that are known here. */
export interface Question {
  profileId: string | null;
  cart: string[];
  viewed?: string[];
  collectionId?: string;
}

const MOST_IN_CART = 20;
const LONGEST_ADDRESS = 320;
const PRODUCT = /^gid:\/\/shopify\/Product\/\d{1,20}$/;
const COLLECTION = /^gid:\/\/shopify\/Collection\/\d{1,20}$/;

export function readQuestion(search: URLSearchParams): AskedWords {
  const told = [...new Set((search.get('products') ?? '').split(',').filter(Boolean))];
  const cart = told.filter((id) => PRODUCT.test(id));
  const viewed = search.get('viewed') ?? '';
  const collection = search.get('collection') ?? '';
  const shopper = (search.get('shopper') ?? '').trim();
  const isTooLong = shopper.length > LONGEST_ADDRESS;
  return {
    cart: cart.slice(0, MOST_IN_CART),
    viewed: PRODUCT.test(viewed) ? viewed : null,
    collection: COLLECTION.test(collection) ? collection : null,
    shopper: isTooLong ? '' : shopper,
    problems: [
      ...(cart.length < told.length
        ? ['What is no product’s id was left out of the cart. Choose products below.']
        : []),
      ...(cart.length > MOST_IN_CART
        ? [`A cart is tried with ${MOST_IN_CART} products at the most: the first ones count.`]
        : []),
      ...(viewed && !PRODUCT.test(viewed) ? ['What was viewed is no product’s id. Choose a product below.'] : []),
      ...(collection && !COLLECTION.test(collection) ? ['This is no collection’s id. Choose a collection below.'] : []),
      ...(isTooLong ? [`An address has ${LONGEST_ADDRESS} characters at the most. Write the shopper’s own.`] : []),
    ],
  };
}
