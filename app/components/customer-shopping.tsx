import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { CustomerPage } from '~/ops/customer.server';
import { moneyWords } from './money-words';
import { ProductLine } from './product-line';
import { TitledCard } from './titled-card';
import { When } from './when';

/** What lies in somebody's carts, and what they ordered last. */
export function CustomerShopping({ page: { carts, orders, shop } }: { page: CustomerPage }) {
  return (
    <>
      {carts.map((cart) => (
        <TitledCard key={cart.token} title="In the cart" aside={moneyWords(cart.valueMinor, shop)}>
          <Text as="p" tone="subdued">
            Last changed <When at={cart.changedAt} shop={shop} />
          </Text>
          <BlockStack as="ul" gap="300">
            {cart.lines.map(({ productId, title, imageUrl, quantity, priceMinor }, index) => (
              <li key={`${productId}-${index}`}>
                <ProductLine title={title} imageUrl={imageUrl}>
                  <Text as="p" tone="subdued">
                    {quantity} × {moneyWords(priceMinor, shop)}
                  </Text>
                </ProductLine>
              </li>
            ))}
          </BlockStack>
        </TitledCard>
      ))}
      {orders.length > 0 && (
        <TitledCard title="Last orders">
          <BlockStack as="ul" gap="200">
            {orders.map(({ id, name, placedAt, totalMinor, currency, isCancelled, isRefunded }) => (
              <li key={id}>
                <InlineStack align="space-between" gap="200">
                  <Text as="span">
                    {name}, <When at={placedAt} shop={shop} />
                  </Text>
                  <Text as="span" {...(isCancelled ? { tone: 'subdued' as const } : {})}>
                    {moneyWords(totalMinor, { ...shop, currency })}
                    {isCancelled ? ', cancelled' : isRefunded ? ', refunded in part or whole' : ''}
                  </Text>
                </InlineStack>
              </li>
            ))}
          </BlockStack>
        </TitledCard>
      )}
    </>
  );
}
