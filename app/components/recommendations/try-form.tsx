import { useState } from 'react';
import { useNavigation, useSubmit } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Tag, Text, TextField } from '@shopify/polaris';
import { useAppBridge } from '@shopify/app-bridge-react';

interface Product {
  id: string;
  title: string;
}

interface TryFormProps {
  cart: Product[];
  shopper: string;
}

/** Asks for a cart, a shopper, or both. What was asked stands in the address of the page. */
export function TryForm(props: TryFormProps) {
  const [cart, setCart] = useState<Product[]>(props.cart);
  const [shopper, setShopper] = useState(props.shopper);
  const bridge = useAppBridge();
  const submit = useSubmit();
  const isLoading = useNavigation().state === 'loading';

  async function choose(): Promise<void> {
    const selectionIds = cart.map(({ id }) => ({ id }));
    const chosen = await bridge.resourcePicker({ type: 'product', multiple: 20, selectionIds, action: 'select' });
    if (chosen) setCart(chosen.map(({ id, title }) => ({ id, title })));
  }
  const ask = () => submit({ products: cart.map(({ id }) => id).join(','), shopper }, { method: 'get' });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Try it
        </Text>
        <InlineStack gap="200" blockAlign="center">
          {cart.map(({ id, title }) => (
            <Tag key={id} onRemove={() => setCart(cart.filter((each) => each.id !== id))}>
              {title}
            </Tag>
          ))}
          <Button onClick={() => void choose()}>{cart.length ? 'Change the cart' : 'Put products into a cart'}</Button>
        </InlineStack>
        <TextField
          label="A shopper, by address (optional)"
          type="email"
          autoComplete="off"
          value={shopper}
          onChange={setShopper}
          helpText="What they looked at counts; what they have bought is left out."
        />
        <InlineStack>
          <Button variant="primary" disabled={!cart.length && !shopper.trim()} loading={isLoading} onClick={ask}>
            Recommend
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
