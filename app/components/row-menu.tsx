import { useState, type ReactNode } from 'react';
import {
  ActionList,
  Banner,
  BlockStack,
  Button,
  Modal,
  Popover,
  Text,
  type ActionListItemDescriptor,
} from '@shopify/polaris';
import { MenuHorizontalIcon } from '@shopify/polaris-icons';
import { RowActions } from './row-actions';

interface RowMenuProps {
  /** Of what the row is about. */
  name: string;
  items: ActionListItemDescriptor[];
  isBusy: boolean;
  /** Why what was asked for last was not done, in words. */
  refused: readonly string[];
  /** What is opened from the menu. */
  children?: ReactNode;
}

/** What can be done with a row of a list, behind one button; what was refused says why. */
export function RowMenu({ name, items, isBusy, refused, children }: RowMenuProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <RowActions>
      <Popover
        active={isOpen}
        onClose={() => setOpen(false)}
        activator={
          <Button
            variant="tertiary"
            icon={MenuHorizontalIcon}
            accessibilityLabel={`More: ${name}`}
            loading={isBusy}
            onClick={() => setOpen(!isOpen)}
          />
        }
      >
        <ActionList items={items} onActionAnyItem={() => setOpen(false)} />
      </Popover>
      {refused.length > 0 && <Refused key={refused.join()} words={refused} />}
      {children}
    </RowActions>
  );
}

function Refused({ words }: { words: readonly string[] }) {
  const [isOpen, setOpen] = useState(true);
  return (
    <Modal open={isOpen} onClose={() => setOpen(false)} title="It was not done">
      <Modal.Section>
        <Banner tone="critical">
          <BlockStack gap="100">
            {words.map((each) => (
              <Text as="p" key={each}>
                {each}
              </Text>
            ))}
          </BlockStack>
        </Banner>
      </Modal.Section>
    </Modal>
  );
}
