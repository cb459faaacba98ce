import { BlockStack, Icon, Text } from '@shopify/polaris';
import { GROUPS, kindOf, KINDS_TO_ADD } from './block-kinds';
import { usePartActions } from './part-actions';

/** Every kind of block; one that is clicked stands behind what is chosen. */
export function Palette({ onAdded }: { onAdded: () => void }) {
  const { add } = usePartActions();
  return (
    <BlockStack gap="300">
      {GROUPS.map((group) => (
        <BlockStack key={group} gap="150">
          <Text as="h3" variant="headingSm">
            {group}
          </Text>
          <div className="email-palette">
            {KINDS_TO_ADD.filter((kind) => kindOf({ kind }).group === group).map((kind) => {
              const { name, what, icon } = kindOf({ kind });
              return (
                <button
                  type="button"
                  key={kind}
                  title={what}
                  className="email-palette__kind"
                  onClick={() => {
                    add(kind);
                    onAdded();
                  }}
                >
                  <Icon source={icon} tone="subdued" />
                  <span>{name}</span>
                </button>
              );
            })}
          </div>
        </BlockStack>
      ))}
    </BlockStack>
  );
}
