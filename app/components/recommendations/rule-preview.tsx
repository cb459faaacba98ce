import { Banner, BlockStack, InlineGrid, Text } from '@shopify/polaris';
import type { RulePreview } from '~/ops/recommendations/preview-rule.server';
import type { ShownProduct } from '~/ops/shown-products.server';
import { ProductLine } from '../product-line';
import { TitledCard } from '../titled-card';

/** What a rule that is not added yet would change for somebody who has the best-seller in the cart. */
export function RulePreviewCard({ preview }: { preview: RulePreview }) {
  const { words, about, warning, cart, before, after } = preview;
  const ids = (products: ShownProduct[]) => products.map(({ id }) => id).join();
  const isSame = ids(before) === ids(after);
  return (
    <TitledCard title="What it would change">
      <Text as="p">
        {words}. {about}. Nothing is saved yet.
      </Text>
      {warning && (
        <Banner tone="warning" title="Too little would be left">
          <Text as="p">{warning}</Text>
        </Banner>
      )}
      {!cart && (
        <Text as="p" tone="subdued">
          Nothing is recommended yet, so that nothing can be compared.
        </Text>
      )}
      {cart && isSame && (
        <Text as="p" tone="subdued">
          With {cart.title} in the cart the first products stay the same. It may change what others see.
        </Text>
      )}
      {cart && !isSame && (
        <>
          <Text as="p" tone="subdued">
            With {cart.title} in the cart:
          </Text>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
            <Side title="Now" products={before} others={after} mark="would go" />
            <Side title="With the rule" products={after} others={before} mark="new" />
          </InlineGrid>
        </>
      )}
    </TitledCard>
  );
}

interface SideProps {
  title: string;
  products: ShownProduct[];
  others: ShownProduct[];
  /** What is said of those that the other side does not have. */
  mark: string;
}

function Side({ title, products, others, mark }: SideProps) {
  const known = new Set(others.map(({ id }) => id));
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {products.length === 0 && <Text as="p">Nothing</Text>}
      <BlockStack as="ul" gap="200">
        {products.map(({ id, title: name, imageUrl }) => (
          <li key={id}>
            <ProductLine title={name} imageUrl={imageUrl}>
              {!known.has(id) && (
                <Text as="p" tone="subdued">
                  {mark}
                </Text>
              )}
            </ProductLine>
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}
