export const apiKey = 'kindred-test-key';
export const apiSecret = 'kindred-test-secret';

/** Topics the tests listen to; each has a path of its own. */
export const topics = [
  'app/uninstalled',
  'app/scopes_update',
  'shop/update',
  'carts/create',
  'carts/update',
  'checkouts/create',
  'checkouts/update',
  'checkouts/delete',
  'orders/create',
  'orders/updated',
  'orders/paid',
  'orders/fulfilled',
  'orders/cancelled',
  'orders/edited',
  'orders/delete',
  'refunds/create',
  'customers/create',
  'customers/update',
  'customers/delete',
  'customers/merge',
  'customers/purchasing_summary',
  'customers_email_marketing_consent/update',
  'customer.tags_added',
  'customer.tags_removed',
  'products/create',
  'products/update',
  'products/delete',
  'variants/in_stock',
  'variants/out_of_stock',
  'inventory_levels/connect',
  'inventory_levels/update',
  'inventory_levels/disconnect',
  'inventory_items/update',
  'collections/create',
  'collections/update',
  'collections/delete',
  'bulk_operations/finish',
];

export const scopes =
  'read_products,read_inventory,read_orders,read_all_orders,read_customers,write_customers,read_customer_merge,write_discounts,write_pixels,read_pixels,read_customer_events';

/** A `shopify.app.toml` that is in order, after `change` has been applied to its text. */
export function appToml(change: (toml: string) => string = (toml) => toml): string {
  return change(`client_id = "${apiKey}"
name = "Kindred test"
handle = "kindred-test"
application_url = "https://app.example.com"
embedded = true

[access_scopes]
scopes = "${scopes}"

[auth]
redirect_urls = ["https://app.example.com/auth/callback"]

[app_proxy]
url = "https://app.example.com/proxy"
prefix = "apps"
subpath = "kindred"

[webhooks]
api_version = "2026-10"

[[webhooks.subscriptions]]
topics = [${topics.map((topic) => `"${topic}"`).join(', ')}]
uri = "/webhooks"

[[webhooks.subscriptions]]
compliance_topics = ["customers/data_request", "customers/redact", "shop/redact"]
uri = "/webhooks/compliance"
`);
}

/** The same with other scopes; the topics that would need more than these are left out. */
export function appTomlWithScopes(granted: string[]): string {
  return appToml((toml) =>
    toml
      .replace(/^scopes = .*$/m, `scopes = "${granted.join(',')}"`)
      .replace(/^topics = .*$/m, 'topics = ["app/uninstalled"]'),
  );
}
