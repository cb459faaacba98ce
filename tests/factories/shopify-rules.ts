/** Shopify's own rules, as the stand-in holds them. */
export { checkBulkQuery } from '../../devstore/shopify/bulk/check';
export { createCostBucket } from '../../devstore/shopify/graphql/bucket';
