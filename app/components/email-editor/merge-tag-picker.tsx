import { useState } from 'react';
import { Box, BlockStack, Button, Popover, Scrollable, Text, TextField } from '@shopify/polaris';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { EMPTY, mergeTags, type MergeTag, type TagType } from '~/delivery/quality/merge-tags';
import { insteadOf, insteadWords, tagText } from './tag-instead';

/** What stands by itself; what is of a list is shown by the blocks that go through it. */
const SINGLE = mergeTags.filter(({ path, type }) => !path.includes('[]') && type !== 'yes-or-no');

const TYPES: Readonly<Record<TagType, string>> = {
  ...{ text: 'Text', number: 'Number', money: 'Amount', day: 'Day', link: 'Address', picture: 'Address of a picture' },
  'yes-or-no': 'Yes or no',
};

const GROUP_NAMES: Readonly<Record<string, string>> = {
  person: 'The reader',
  customer: 'What the reader bought',
  order: 'The order',
  product: 'The product',
  shop: 'Your store',
  cart: 'The cart',
  coupon: 'The code',
};
const groupOf = ({ path }: MergeTag): string => GROUP_NAMES[path.split('.')[0] ?? ''] ?? 'The mail itself';

interface MergeTagPickerProps {
  /** Of the field it writes into. */
  label: string;
  onPick: (text: string) => void;
}

/** What a mail can say of its reader, the store and the cart; what may be missing comes with words in its place. */
export function MergeTagPicker({ label, onPick }: MergeTagPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const [wanted, setWanted] = useState('');
  const [own, setOwn] = useState('');
  const fits = ({ what, path }: MergeTag): boolean => `${what} ${path}`.toLowerCase().includes(wanted.toLowerCase());
  const found = SINGLE.filter(fits);
  const groups = [...new Set(found.map(groupOf))];
  function pick(tag: MergeTag): void {
    const words = own.trim();
    onPick(tagText(tag.path, words && tag.whenMissing === EMPTY ? { words } : insteadOf(tag)));
    // Words for a name are none for a day.
    setOwn('');
    setOpen(false);
  }
  return (
    <Popover
      active={isOpen}
      onClose={() => setOpen(false)}
      autofocusTarget="first-node"
      activator={
        <Button
          size="slim"
          disclosure
          accessibilityLabel={`Insert something personal: ${label}`}
          onClick={() => setOpen(!isOpen)}
        >
          Personal
        </Button>
      }
    >
      <Box padding="300" width="300px">
        <BlockStack gap="300">
          <TextField label="Search" autoComplete="off" value={wanted} onChange={setWanted} />
          <TextField
            label="Where it is missing, say"
            autoComplete="off"
            placeholder="What stands below each"
            value={own}
            onChange={setOwn}
            helpText="For what not everybody has, such as a first name."
          />
          <Scrollable style={{ maxHeight: '16rem' }} focusable>
            <BlockStack gap="300">
              {groups.map((group) => (
                <BlockStack key={group} gap="100">
                  <Text as="h3" variant="headingSm">
                    {group}
                  </Text>
                  {found
                    .filter((tag) => groupOf(tag) === group)
                    .map((tag) => (
                      <Tag key={tag.path} tag={tag} onPick={() => pick(tag)} />
                    ))}
                </BlockStack>
              ))}
              {found.length === 0 && (
                <Text as="p" tone="subdued">
                  There is nothing of that name.
                </Text>
              )}
            </BlockStack>
          </Scrollable>
        </BlockStack>
      </Box>
    </Popover>
  );
}

function Tag({ tag, onPick }: { tag: MergeTag; onPick: () => void }) {
  const { what, example, type } = tag;
  return (
    <button type="button" className="email-tag" onClick={onPick}>
      <span>{capitalised(what)}</span>
      <span className="email-tag__example">
        {`${TYPES[type]}: ${example}`}
        {missingWords(tag)}
      </span>
    </button>
  );
}

function missingWords(tag: MergeTag): string {
  const instead = insteadOf(tag);
  const words = instead ? insteadWords(instead) : tag.whenMissing;
  return words === undefined ? '' : ` · where it is missing, ${words}`;
}
