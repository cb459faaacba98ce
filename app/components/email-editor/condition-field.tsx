import { useState } from 'react';
import { BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import type { Rule } from '~/customers/rules/rule';
import { RuleEditor } from '../segments/rule-editor';
import { ruleSentence } from '../segments/said';
import { useEmailEditing } from './email-editing';

interface ConditionFieldProps {
  rule: Rule | undefined;
  /** Undefined: to everybody. */
  onChange: (rule: Rule | undefined) => void;
}

const BEGUN: Rule = { kind: 'all', rules: [] };

/** To whom a part is shown, as a sentence, and the conditions behind it. */
export function ConditionField({ rule, onChange }: ConditionFieldProps) {
  const { page, names, addNames } = useEmailEditing();
  const [isOpen, setOpen] = useState(false);
  const shelf = { ...{ shop: page.shop, names, addNames }, segments: page.shelf.segments, known: page.shelf.known };
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        To whom it is shown
      </Text>
      <Text as="p">
        {rule ? `To people of whom this is true: ${ruleSentence(rule, names, page.shop)}` : 'To everybody.'}
      </Text>
      <InlineStack gap="200">
        <Button
          onClick={() => {
            if (!rule) onChange(BEGUN);
            setOpen(!isOpen || !rule);
          }}
        >
          {!rule ? 'Show it to some only' : isOpen ? 'Close the conditions' : 'Change the conditions'}
        </Button>
        {rule && <Button onClick={() => onChange(undefined)}>Show it to everybody</Button>}
      </InlineStack>
      {rule && isOpen && <RuleEditor rule={rule} onChange={onChange} shelf={shelf} />}
    </BlockStack>
  );
}
