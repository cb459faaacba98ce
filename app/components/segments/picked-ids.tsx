import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, InlineStack, Tag, Text } from '@shopify/polaris';
import type { Names } from '~/ops/segments/shop-speaker.server';

interface PickedIdsProps {
  type: 'product' | 'collection';
  ids: string[];
  isMany: boolean;
  onChange: (ids: string[]) => void;
  names: Names;
  /** Of what was just picked. */
  addNames: (names: Names) => void;
}

/** Products or collections, picked in the admin's own way. */
export function PickedIds({ type, ids, isMany, onChange, names, addNames }: PickedIdsProps) {
  const bridge = useAppBridge();
  async function choose(): Promise<void> {
    const chosen = await bridge.resourcePicker({
      ...{ type, action: 'select', multiple: isMany, filter: { variants: false } },
      selectionIds: ids.map((id) => ({ id })),
    });
    if (!chosen?.length) return;
    addNames(Object.fromEntries(chosen.map(({ id, title }) => [id, title])));
    onChange(chosen.map(({ id }) => id));
  }
  const thing = isMany ? `${type}s` : `a ${type}`;
  return (
    <BlockStack gap="100">
      <Text as="p">{isMany ? `Which ${type}s` : `Which ${type}`}</Text>
      <InlineStack gap="200" blockAlign="center">
        {ids.map((id) => (
          <Tag key={id} onRemove={() => onChange(ids.filter((each) => each !== id))}>
            {names[id] ?? `A ${type} that is gone`}
          </Tag>
        ))}
        <Button onClick={() => void choose()}>{ids.length ? 'Change' : `Choose ${thing}`}</Button>
      </InlineStack>
    </BlockStack>
  );
}
