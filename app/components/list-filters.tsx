import { useEffect, useState, type FormEvent } from 'react';
import { Box, Button, InlineGrid, Select, TextField } from '@shopify/polaris';
import type { ListAddress } from './list-address';

export interface Choice {
  name: string;
  label: string;
  /** The first one means no filter, and has an empty value. */
  options: { label: string; value: string }[];
}

interface ListFiltersProps {
  address: ListAddress;
  search: { name: string; label: string; helpText: string };
  choices: Choice[];
}

/** A list's search and filters; each change is an address of its own, so that going back undoes it. */
export function ListFilters({ address, search, choices }: ListFiltersProps) {
  return (
    <Box padding="400" paddingBlockEnd="300" borderBlockEndWidth="025" borderColor="border">
      <InlineGrid columns={{ xs: 1, md: `2fr ${choices.length}fr` }} gap="300">
        <SearchField address={address} {...search} />
        <InlineGrid columns={{ xs: Math.min(2, choices.length), md: choices.length }} gap="300">
          {choices.map(({ name, label, options }) => (
            <Select
              key={name}
              label={label}
              options={options}
              value={address.get(name)}
              onChange={(value) => address.set(name, value)}
            />
          ))}
        </InlineGrid>
      </InlineGrid>
    </Box>
  );
}

/** A field that looks for what stands in it once it is sent off. */
export function SearchField({ address, name, label, helpText }: ListFiltersProps['search'] & { address: ListAddress }) {
  const asked = address.get(name);
  const [text, setText] = useState(asked);
  // Going back changes what is asked for, without taking the focus out of the field.
  useEffect(() => setText(asked), [asked]);
  const find = (event: FormEvent) => {
    event.preventDefault();
    address.set(name, text.trim());
  };
  const clear = () => {
    setText('');
    if (asked) address.set(name, '');
  };
  return (
    <form onSubmit={find} role="search">
      <TextField
        label={label}
        helpText={helpText}
        value={text}
        onChange={setText}
        autoComplete="off"
        clearButton
        onClearButtonClick={clear}
        connectedRight={<Button submit>Find</Button>}
      />
    </form>
  );
}
