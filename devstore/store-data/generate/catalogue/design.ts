import type { StoreProduct } from '../../../store';
import type { Kind } from '../kind';

/** A product of the shop with what only the generator knows about it. */
export interface Design {
  product: StoreProduct;
  kind: Kind;
  /** An index into `STYLES`. Things without series have one as well, which nothing in the product tells. */
  style: number;
  /** The series it belongs to, if any. */
  series: string | null;
  /** How well this very design sells among its kind; 1 is usual. */
  appeal: number;
  /** 0 for the cheapest of its kind to 1 for the dearest. */
  priceLevel: number;
  /** From when and until when it can be bought, in milliseconds since 1970. */
  soldFrom: number;
  soldUntil: number;
}
