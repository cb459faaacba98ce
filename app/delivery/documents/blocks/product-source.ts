import { z } from 'zod';

const shopifyId = z.string().min(1).max(255);

/** Which products a block shows. */
export const productSource = z.discriminatedUnion('from', [
  /** In the order given. */
  z.object({ from: z.literal('chosen'), productIds: z.array(shopifyId).min(1).max(12) }),
  /** What sells best of it. */
  z.object({ from: z.literal('collection'), collectionId: shopifyId }),
  z.object({ from: z.literal('newest') }),
  z.object({ from: z.literal('best-selling') }),
  /** The reader's own. */
  z.object({ from: z.literal('recommended') }),
]);
export type ProductSource = z.infer<typeof productSource>;
