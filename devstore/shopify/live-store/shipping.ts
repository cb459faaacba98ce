/** Orders from this subtotal on ship free; below, shipping costs `FEE_MINOR`. A choice of the stand-in's shop. */
export const FREE_SHIPPING_FROM_MINOR = 5000;
const FEE_MINOR = 490;

/** What it costs to send goods of this subtotal, in minor units. */
export const shippingMinor = (subtotalMinor: number): number =>
  subtotalMinor >= FREE_SHIPPING_FROM_MINOR ? 0 : FEE_MINOR;
