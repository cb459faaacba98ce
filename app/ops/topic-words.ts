const SOURCES: Record<string, string> = { shopify: 'Shopify', storefront: 'Storefront', postmark: 'Postmark' };

const TOPICS: Record<string, string> = {
  'carts/create': 'New carts',
  'carts/update': 'Changes to carts',
  'checkouts/create': 'New checkouts',
  'checkouts/update': 'Changes to checkouts',
  'checkouts/delete': 'Deleted checkouts',
  'orders/create': 'New orders',
  'orders/updated': 'Changes to orders',
  'orders/paid': 'Paid orders',
  'orders/fulfilled': 'Orders sent out',
  'orders/cancelled': 'Cancelled orders',
  'orders/edited': 'Edited orders',
  'orders/delete': 'Deleted orders',
  'refunds/create': 'Refunds',
  'customers/create': 'New customers',
  'customers/update': 'Changes to customers',
  'customers/delete': 'Deleted customers',
  'customers/merge': 'Merged customers',
  'customers/purchasing_summary': 'What customers spent',
  'customer.tags_added': 'Tags added to customers',
  'customer.tags_removed': 'Tags taken from customers',
  'customers_email_marketing_consent/update': 'Consent to marketing mail',
  'products/create': 'New products',
  'products/update': 'Changes to products',
  'products/delete': 'Deleted products',
  'variants/in_stock': 'Products back in stock',
  'variants/out_of_stock': 'Products out of stock',
  'collections/create': 'New collections',
  'collections/update': 'Changes to collections',
  'collections/delete': 'Deleted collections',
  'inventory_levels/connect': 'Stock at a new location',
  'inventory_levels/update': 'Changes of stock',
  'inventory_levels/disconnect': 'Stock no longer at a location',
  'inventory_items/update': 'How stock is counted',
  'bulk_operations/finish': 'Reading of the store finished',
  'shop/update': 'Changes to the shop',
  'domains/update': 'Changes to the shop’s address',
  'app/scopes_update': 'What Kindred may see',
  'app/uninstalled': 'Kindred removed',
  'customers/data_request': 'Requests for a person’s data',
  'customers/redact': 'Requests to erase a person',
  'shop/redact': 'Request to erase the shop',
};

export const sourceName = (source: string): string => SOURCES[source] ?? source;

/** What entries of a topic tell, in a merchant's words; a topic without words goes by its name. */
export function topicName(source: string, topic: string): string {
  if (source === 'storefront') return 'What visitors did';
  if (source === 'postmark') return 'What became of mails';
  return TOPICS[topic] ?? topic;
}
