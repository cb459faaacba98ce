import { useEffect, useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { ActionList, Box, Button, Popover, TextField } from '@shopify/polaris';
import type { PersonToTry } from '~/ops/emails/people-to-try.server';
import type { AsWhom } from '~/ops/emails/subject-to-try.server';

interface PersonPickerProps {
  emailKey: string;
  /** Whom it is shown as now, in words. */
  who: string;
  onChoose: (as: AsWhom) => void;
}

const PAUSE_MS = 400;

/** As whom the mail is looked at: people with a cart first, anybody by address or name, or nobody in particular. */
export function PersonPicker({ emailKey, who, onChoose }: PersonPickerProps) {
  const [isOpen, setOpen] = useState(false);
  const [wanted, setWanted] = useState('');
  const { load, data, state } = useFetcher<{ who: string; people: PersonToTry[] }>();
  useEffect(() => {
    if (!isOpen) return;
    const address = `/app/emails/${emailKey}/preview?${new URLSearchParams({ who: wanted }).toString()}`;
    const timer = setTimeout(() => load(address), wanted ? PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [isOpen, wanted, emailKey, load]);
  const choose = (as: AsWhom) => () => {
    onChoose(as);
    setOpen(false);
  };
  const people = data?.who === wanted ? data.people : [];
  const none = state === 'idle' && data?.who === wanted && people.length === 0;
  return (
    <Popover
      active={isOpen}
      onClose={() => setOpen(false)}
      activator={
        <Button disclosure onClick={() => setOpen(!isOpen)}>
          {`As ${who}`}
        </Button>
      }
    >
      <Box padding="300" paddingBlockEnd="0" minWidth="280px">
        <TextField
          label="Find somebody"
          autoComplete="off"
          placeholder="Address, name or number"
          value={wanted}
          onChange={setWanted}
          {...(none ? { helpText: 'Nobody is known by that. Whole addresses and whole names are found.' } : {})}
        />
      </Box>
      <ActionList
        sections={[
          {
            items: people.map(({ id, name, email, cartAt }) => ({
              content: name,
              helpText: `${name === email ? '' : email}${cartAt ? ' · left a cart' : ''}`.replace(/^ · /, ''),
              onAction: choose(id),
            })),
          },
          {
            items: [
              { content: 'Whoever would get it next', onAction: choose('next') },
              { content: 'Somebody without a name', onAction: choose('nameless') },
              { content: 'Nobody in particular', onAction: choose('nobody') },
            ],
          },
        ]}
      />
    </Popover>
  );
}
