import { useState } from 'react';
import { useNavigation, useSubmit } from '@remix-run/react';
import { BlockStack, Button, FormLayout, InlineStack, Tag, Text, TextField } from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';
import type { TryPage } from '~/ops/recommendations/try-page.server';
import { TitledCard } from '../titled-card';

interface Named {
  id: string;
  title: string;
}

/** Asks for a cart, a product viewed, a collection, a shopper, or several of them. What was asked stands in the address of the page. */
export function TryForm({ asked }: { asked: TryPage['asked'] }) {
  const [cart, setCart] = useState<Named[]>(asked.cart);
  const [viewed, setViewed] = useState<Named[]>(asked.viewed ? [asked.viewed] : []);
  const [collection, setCollection] = useState<Named[]>(asked.collection ? [asked.collection] : []);
  const [shopper, setShopper] = useState(asked.shopper);
  const submit = useSubmit();
  const isLoading = useNavigation().state === 'loading';
  const isEmpty = cart.length + viewed.length + collection.length === 0 && !shopper.trim();
  function ask(): void {
    const told = {
      products: cart.map(({ id }) => id).join(','),
      viewed: viewed[0]?.id ?? '',
      collection: collection[0]?.id ?? '',
      shopper: shopper.trim(),
    };
    submit(Object.fromEntries(Object.entries(told).filter(([, value]) => value)), { method: 'get' });
  }
  return (
    <TitledCard title="What is asked">
      <FormLayout>
        <Picker label="In the cart" what="products" type="product" most={20} chosen={cart} onChange={setCart} />
        <Picker
          label="Looked at just now"
          what="a product"
          type="product"
          most={1}
          chosen={viewed}
          onChange={setViewed}
        />
        <Picker
          label="Only products of"
          what="a collection"
          type="collection"
          most={1}
          chosen={collection}
          onChange={setCollection}
        />
        <TextField
          label="A shopper, by address (optional)"
          type="email"
          autoComplete="off"
          value={shopper}
          onChange={setShopper}
          helpText="What they looked at counts; what they have bought is left out. That you looked is written down."
        />
        <InlineStack>
          <Button variant="primary" disabled={isEmpty} loading={isLoading} onClick={ask}>
            Recommend
          </Button>
        </InlineStack>
      </FormLayout>
    </TitledCard>
  );
}

interface PickerProps {
  label: string;
  what: string;
  type: 'product' | 'collection';
  most: number;
  chosen: Named[];
  onChange: (chosen: Named[]) => void;
}

/** What was picked in the admin's own way, and the button that picks. */
function Picker({ label, what, type, most, chosen, onChange }: PickerProps) {
  const bridge = useAppBridge();
  const words = chosen.length > 0 ? 'Change' : `Choose ${what}`;
  async function choose(): Promise<void> {
    const picked = await bridge.resourcePicker({
      ...{ type, action: 'select', multiple: most > 1 ? most : false },
      selectionIds: chosen.map(({ id }) => ({ id })),
      filter: { variants: false },
    });
    if (picked) onChange(picked.map(({ id, title }) => ({ id, title })));
  }
  return (
    <BlockStack gap="100">
      <Text as="span">{label}</Text>
      <InlineStack gap="200" blockAlign="center">
        {chosen.map(({ id, title }) => (
          <Tag key={id} onRemove={() => onChange(chosen.filter((each) => each.id !== id))}>
            {title}
          </Tag>
        ))}
        <Button onClick={() => void choose()} accessibilityLabel={`${words} ${label.toLowerCase()}`}>
          {words}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
