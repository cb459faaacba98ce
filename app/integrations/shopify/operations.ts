import type { Operation } from './admin-client.server';
import type * as Types from './operations.gen';

/** Every Admin API operation the app uses. Types are generated from them (`npm run codegen`); a test validates each against the real schema. */

export const shopDetails: Operation<Types.ShopDetailsQuery, Types.ShopDetailsQueryVariables> = /* GraphQL */ `
  query ShopDetails {
    shop {
      name
      email
      currencyCode
      ianaTimezone
      primaryDomain {
        url
      }
    }
  }
`;

export const startBulk: Operation<Types.StartBulkMutation, Types.StartBulkMutationVariables> = /* GraphQL */ `
  mutation StartBulk($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) {
      bulkOperation {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`;

export const bulkState: Operation<Types.BulkStateQuery, Types.BulkStateQueryVariables> = /* GraphQL */ `
  query BulkState($id: ID!) {
    bulkOperation(id: $id) {
      status
      errorCode
      url
      objectCount
    }
  }
`;

export const liveVariants: Operation<Types.LiveVariantsQuery, Types.LiveVariantsQueryVariables> = /* GraphQL */ `
  query LiveVariants($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on ProductVariant {
        id
        price
        availableForSale
        product {
          id
          status
          onlineStoreUrl
        }
      }
    }
  }
`;

export const recentCheckouts: Operation<Types.RecentCheckoutsQuery, Types.RecentCheckoutsQueryVariables> =
  /* GraphQL */ `
    query RecentCheckouts($search: String!, $first: Int!) {
      abandonedCheckouts(first: $first, reverse: true, sortKey: CREATED_AT, query: $search) {
        nodes {
          id
          completedAt
        }
      }
    }
  `;

export const recoveryMail: Operation<Types.RecoveryMailQuery, Types.RecoveryMailQueryVariables> = /* GraphQL */ `
  query RecoveryMail($checkoutId: ID!) {
    abandonmentByAbandonedCheckoutId(abandonedCheckoutId: $checkoutId) {
      emailState
      emailSentAt
    }
  }
`;

export const createWebPixel: Operation<Types.CreateWebPixelMutation, Types.CreateWebPixelMutationVariables> =
  /* GraphQL */ `
    mutation CreateWebPixel($settings: JSON!) {
      webPixelCreate(webPixel: { settings: $settings }) {
        webPixel {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `;

/** Run as bulk operations, which answer line by line and take no variables: `bulk-query.ts` writes the values in. */
export const bulkQueries = {
  products: /* GraphQL */ `
    query BulkProducts {
      products {
        edges {
          node {
            id
            handle
            title
            vendor
            productType
            tags
            status
            createdAt
            updatedAt
            onlineStoreUrl
            featuredMedia {
              preview {
                image {
                  url
                  altText
                }
              }
            }
            collections {
              edges {
                node {
                  id
                }
              }
            }
            variants {
              edges {
                node {
                  id
                  title
                  sku
                  price
                  compareAtPrice
                  inventoryQuantity
                  availableForSale
                }
              }
            }
          }
        }
      }
    }
  `,
  customers: /* GraphQL */ `
    query BulkCustomers {
      customers {
        edges {
          node {
            id
            firstName
            lastName
            locale
            createdAt
            updatedAt
            defaultAddress {
              countryCodeV2
            }
            defaultEmailAddress {
              emailAddress
              marketingState
              marketingOptInLevel
              marketingUpdatedAt
            }
          }
        }
      }
    }
  `,
  orders: /* GraphQL */ `
    query BulkOrders {
      orders {
        edges {
          node {
            id
            name
            email
            test
            createdAt
            updatedAt
            cancelledAt
            cartToken
            checkoutToken
            currencyCode
            customerLocale
            customer {
              id
            }
            shippingAddress {
              countryCodeV2
            }
            totalPriceSet {
              shopMoney {
                amount
              }
            }
            totalRefundedSet {
              shopMoney {
                amount
              }
            }
            lineItems {
              edges {
                node {
                  id
                  title
                  quantity
                  product {
                    id
                  }
                  variant {
                    id
                  }
                  originalUnitPriceSet {
                    shopMoney {
                      amount
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  `,
  checkouts: /* GraphQL */ `
    query BulkCheckouts($search: String!) {
      abandonedCheckouts(query: $search) {
        edges {
          node {
            id
            abandonedCheckoutUrl
            createdAt
            updatedAt
            completedAt
            customer {
              id
            }
            lineItems {
              edges {
                node {
                  id
                  title
                  variantTitle
                  quantity
                  product {
                    id
                  }
                  variant {
                    id
                  }
                  originalUnitPriceSet {
                    shopMoney {
                      amount
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  `,
} as const;

export const customersConsent: Operation<Types.CustomersConsentQuery, Types.CustomersConsentQueryVariables> =
  /* GraphQL */ `
    query CustomersConsent($ids: [ID!]!) {
      nodes(ids: $ids) {
        __typename
        ... on Customer {
          id
          defaultEmailAddress {
            emailAddress
            marketingState
            marketingOptInLevel
          }
        }
      }
    }
  `;

export const writeConsent: Operation<Types.WriteConsentMutation, Types.WriteConsentMutationVariables> = /* GraphQL */ `
  mutation WriteConsent($input: CustomerEmailMarketingConsentUpdateInput!) {
    customerEmailMarketingConsentUpdate(input: $input) {
      userErrors {
        field
        message
        code
      }
    }
  }
`;
