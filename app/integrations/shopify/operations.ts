import type { Operation } from './admin-client.server';
import type * as Types from './operations.gen';

export { bulkQueries } from './bulk-queries';

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
    currentAppInstallation {
      accessScopes {
        handle
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
      partialDataUrl
      fileSize
      objectCount
    }
  }
`;

export const customerSegments: Operation<Types.CustomerSegmentsQuery, Types.CustomerSegmentsQueryVariables> =
  /* GraphQL */ `
    query CustomerSegments($first: Int!, $after: String) {
      segments(first: $first, after: $after) {
        nodes {
          id
          name
          query
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `;

export const segmentMembers: Operation<Types.SegmentMembersQuery, Types.SegmentMembersQueryVariables> = /* GraphQL */ `
  query SegmentMembers($segmentId: ID!, $first: Int!, $after: String) {
    customerSegmentMembers(segmentId: $segmentId, first: $first, after: $after) {
      edges {
        node {
          id
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`;

export const countProducts: Operation<Types.CountProductsQuery, Types.CountProductsQueryVariables> = /* GraphQL */ `
  query CountProducts($search: String!) {
    counted: productsCount(query: $search) {
      count
    }
  }
`;

export const countCollections: Operation<Types.CountCollectionsQuery, Types.CountCollectionsQueryVariables> =
  /* GraphQL */ `
    query CountCollections($search: String!) {
      counted: collectionsCount(query: $search) {
        count
      }
    }
  `;

export const countCustomers: Operation<Types.CountCustomersQuery, Types.CountCustomersQueryVariables> = /* GraphQL */ `
  query CountCustomers($search: String!) {
    counted: customersCount(query: $search) {
      count
    }
  }
`;

export const countOrders: Operation<Types.CountOrdersQuery, Types.CountOrdersQueryVariables> = /* GraphQL */ `
  query CountOrders($search: String!) {
    counted: ordersCount(query: $search) {
      count
    }
  }
`;

export const countCheckouts: Operation<Types.CountCheckoutsQuery, Types.CountCheckoutsQueryVariables> = /* GraphQL */ `
  query CountCheckouts($search: String!) {
    counted: abandonedCheckoutsCount(query: $search) {
      count
    }
  }
`;

export const liveCustomers: Operation<Types.LiveCustomersQuery, Types.LiveCustomersQueryVariables> = /* GraphQL */ `
  query LiveCustomers($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      ... on Customer {
        id
        lastOrder {
          id
        }
        defaultEmailAddress {
          marketingState
          marketingUpdatedAt
        }
      }
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
        sellableOnlineQuantity
        inventoryPolicy
        inventoryItem {
          tracked
        }
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

export const setMetafields: Operation<Types.SetMetafieldsMutation, Types.SetMetafieldsMutationVariables> =
  /* GraphQL */ `
    mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
      metafieldsSet(metafields: $metafields) {
        userErrors {
          field
          message
        }
      }
    }
  `;

export const currentInstallation: Operation<Types.CurrentInstallationQuery, Types.CurrentInstallationQueryVariables> =
  /* GraphQL */ `
    query CurrentInstallation {
      currentAppInstallation {
        id
      }
    }
  `;

export const publishedTheme: Operation<Types.PublishedThemeQuery, Types.PublishedThemeQueryVariables> = /* GraphQL */ `
  query PublishedTheme($file: String!) {
    themes(first: 1, roles: [MAIN]) {
      nodes {
        files(first: 1, filenames: [$file]) {
          nodes {
            body {
              ... on OnlineStoreThemeFileBodyText {
                content
              }
            }
          }
        }
      }
    }
  }
`;

export const deleteMetafields: Operation<Types.DeleteMetafieldsMutation, Types.DeleteMetafieldsMutationVariables> =
  /* GraphQL */ `
    mutation DeleteMetafields($metafields: [MetafieldIdentifierInput!]!) {
      metafieldsDelete(metafields: $metafields) {
        userErrors {
          field
          message
        }
      }
    }
  `;

export const defineMetafield: Operation<Types.DefineMetafieldMutation, Types.DefineMetafieldMutationVariables> =
  /* GraphQL */ `
    mutation DefineMetafield($definition: MetafieldDefinitionInput!) {
      metafieldDefinitionCreate(definition: $definition) {
        userErrors {
          code
          message
        }
      }
    }
  `;

export const keepMarketingActivity: Operation<
  Types.KeepMarketingActivityMutation,
  Types.KeepMarketingActivityMutationVariables
> = /* GraphQL */ `
  mutation KeepMarketingActivity($input: MarketingActivityUpsertExternalInput!) {
    marketingActivityUpsertExternal(input: $input) {
      userErrors {
        code
        field
        message
      }
    }
  }
`;

export const tellMarketingDay: Operation<Types.TellMarketingDayMutation, Types.TellMarketingDayMutationVariables> =
  /* GraphQL */ `
    mutation TellMarketingDay($remoteId: String!, $day: MarketingEngagementInput!) {
      marketingEngagementCreate(remoteId: $remoteId, marketingEngagement: $day) {
        userErrors {
          code
          field
          message
        }
      }
    }
  `;

export const receiveFlowTrigger: Operation<
  Types.ReceiveFlowTriggerMutation,
  Types.ReceiveFlowTriggerMutationVariables
> = /* GraphQL */ `
  mutation ReceiveFlowTrigger($handle: String!, $payload: JSON!) {
    flowTriggerReceive(handle: $handle, payload: $payload) {
      userErrors {
        field
        message
      }
    }
  }
`;

export const makeDiscount: Operation<Types.MakeDiscountMutation, Types.MakeDiscountMutationVariables> = /* GraphQL */ `
  mutation MakeDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode {
        id
      }
      userErrors {
        field
        code
        message
      }
    }
  }
`;

export const changeDiscount: Operation<Types.ChangeDiscountMutation, Types.ChangeDiscountMutationVariables> =
  /* GraphQL */ `
    mutation ChangeDiscount($id: ID!, $discount: DiscountCodeBasicInput!) {
      discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
        codeDiscountNode {
          id
        }
        userErrors {
          field
          code
          message
        }
      }
    }
  `;

export const discountByCode: Operation<Types.DiscountByCodeQuery, Types.DiscountByCodeQueryVariables> = /* GraphQL */ `
  query DiscountByCode($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        __typename
        ... on DiscountCodeBasic {
          codes(first: 10, query: $code) {
            nodes {
              id
              code
            }
          }
        }
      }
    }
  }
`;

export const addDiscountCodes: Operation<Types.AddDiscountCodesMutation, Types.AddDiscountCodesMutationVariables> =
  /* GraphQL */ `
    mutation AddDiscountCodes($id: ID!, $codes: [DiscountRedeemCodeInput!]!) {
      discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
        bulkCreation {
          id
        }
        userErrors {
          field
          code
          message
        }
      }
    }
  `;

export const addedDiscountCodes: Operation<Types.AddedDiscountCodesQuery, Types.AddedDiscountCodesQueryVariables> =
  /* GraphQL */ `
    query AddedDiscountCodes($id: ID!) {
      discountRedeemCodeBulkCreation(id: $id) {
        done
        codes(first: 250) {
          nodes {
            code
            discountRedeemCode {
              id
            }
          }
        }
      }
    }
  `;

export const removeDiscountCodes: Operation<
  Types.RemoveDiscountCodesMutation,
  Types.RemoveDiscountCodesMutationVariables
> = /* GraphQL */ `
  mutation RemoveDiscountCodes($id: ID!, $ids: [ID!]!) {
    discountCodeRedeemCodeBulkDelete(discountId: $id, ids: $ids) {
      job {
        id
      }
      userErrors {
        field
        code
        message
      }
    }
  }
`;

export const jobState: Operation<Types.JobStateQuery, Types.JobStateQueryVariables> = /* GraphQL */ `
  query JobState($id: ID!) {
    job(id: $id) {
      done
    }
  }
`;
