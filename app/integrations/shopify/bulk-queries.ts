/**
 * Run as bulk operations, which answer line by line and take no variables; `query-texts.ts` writes a search in, or asks for pages instead. Within
 * Shopify's rules: at most five connections, two levels of them below the root's own, none within a list.
 */

const products = /* GraphQL */ `
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
          media {
            edges {
              node {
                id
                preview {
                  image {
                    url
                    altText
                  }
                }
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
                inventoryPolicy
                availableForSale
                selectedOptions {
                  name
                  value
                }
                inventoryItem {
                  id
                  tracked
                  unitCost {
                    amount
                  }
                  inventoryLevels {
                    edges {
                      node {
                        id
                        updatedAt
                        item {
                          id
                        }
                        location {
                          id
                        }
                        quantities(names: ["available"]) {
                          quantity
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
`;

const collections = /* GraphQL */ `
  query BulkCollections {
    collections {
      edges {
        node {
          id
          handle
          title
          updatedAt
        }
      }
    }
  }
`;

const customers = /* GraphQL */ `
  query BulkCustomers {
    customers {
      edges {
        node {
          id
          firstName
          lastName
          locale
          state
          tags
          createdAt
          updatedAt
          numberOfOrders
          amountSpent {
            amount
            currencyCode
          }
          lastOrder {
            id
          }
          dataSaleOptOut
          statistics {
            rfmGroup
            predictedSpendTier
          }
          defaultAddress {
            city
            provinceCode
            countryCodeV2
          }
          defaultPhoneNumber {
            phoneNumber
          }
          defaultEmailAddress {
            emailAddress
            marketingState
            marketingOptInLevel
            marketingUpdatedAt
          }
          metafields {
            edges {
              node {
                id
                namespace
                key
                type
                value
              }
            }
          }
        }
      }
    }
  }
`;

const orders = /* GraphQL */ `
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
          displayFinancialStatus
          displayFulfillmentStatus
          discountCodes
          sourceName
          customer {
            id
            defaultEmailAddress {
              emailAddress
            }
          }
          customAttributes {
            key
            value
          }
          customerJourneySummary {
            lastVisit {
              landingPage
              referrerUrl
              utmParameters {
                source
                medium
                campaign
                term
                content
              }
            }
          }
          shippingAddress {
            city
            provinceCode
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
          subtotalPriceSet {
            shopMoney {
              amount
            }
          }
          totalDiscountsSet {
            shopMoney {
              amount
            }
          }
          totalShippingPriceSet {
            shopMoney {
              amount
            }
          }
          refunds {
            id
            createdAt
            totalRefundedSet {
              shopMoney {
                amount
              }
            }
          }
          lineItems {
            edges {
              node {
                id
                title
                quantity
                currentQuantity
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
`;

const checkouts = /* GraphQL */ `
  query BulkCheckouts {
    abandonedCheckouts {
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
`;

export const bulkQueries = { products, collections, customers, orders, checkouts } as const;
