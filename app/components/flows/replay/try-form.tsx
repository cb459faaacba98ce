import { useState } from 'react';
import { BlockStack, Box, Button, FormLayout, InlineStack, Select, TextField } from '@shopify/polaris';
import { useSearchParams } from '@remix-run/react';
import type { MadeUpKind } from '~/decisions/flows/replay/made-up';
import type { TryFlowPage } from '~/ops/replay/try-page.server';
import { TitledCard } from '../../titled-card';

const WORDS: Record<MadeUpKind, string> = {
  looks: 'looks at a product',
  'asks-to-be-told': 'asks to be told when it is back',
  'product-turns': 'is there when it is back, cheaper or nearly gone',
  'fills-cart': 'puts two things into the cart',
  'leaves-checkout': 'goes to the checkout, and leaves',
  'empties-cart': 'empties the cart',
  orders: 'orders what is in the cart',
  clicks: 'clicks in a mail',
  unsubscribes: 'unsubscribes',
};
const KINDS = (Object.keys(WORDS) as MadeUpKind[]).map((value) => ({ value, label: WORDS[value] }));
const CONSENTS = [
  { value: 'granted', label: 'Agreed to marketing mail' },
  { value: 'never-given', label: 'Never said anything' },
];
const MOST = 12;

type Row = { what: MadeUpKind; hours: string };
const hoursOf = (minute: number): string => String(Math.round(minute / 6) / 10);
const minutesOf = (hours: string): number => Math.max(0, Math.round((Number(hours.replace(',', '.')) || 0) * 60));

/** Who is made up, and what they do. */
export function TryFlowForm({ page: { choices, chosen, life } }: { page: TryFlowPage }) {
  const [, setSearch] = useSearchParams();
  const [version, setVersion] = useState(chosen);
  const [consent, setConsent] = useState<string>(life.consent);
  const [rows, setRows] = useState<Row[]>(
    life.happenings.map(({ what, minute }) => ({ what, hours: hoursOf(minute) })),
  );
  const change = (at: number, row: Partial<Row>) =>
    setRows(rows.map((each, nth) => (nth === at ? { ...each, ...row } : each)));
  const submit = () => {
    const search = new URLSearchParams({ version, consent });
    for (const { what, hours } of rows) search.append('happened', `${what}@${minutesOf(hours)}`);
    setSearch(search, { preventScrollReset: true });
  };
  return (
    <TitledCard title="Somebody made up">
      <FormLayout>
        <FormLayout.Group>
          <Select label="Try" options={choices} value={version} onChange={setVersion} />
          <Select label="Consent" options={CONSENTS} value={consent} onChange={setConsent} />
        </FormLayout.Group>
      </FormLayout>
      <BlockStack as="ol" gap="300">
        {rows.map((row, nth) => (
          <li key={nth}>
            <InlineStack gap="200" blockAlign="end">
              <Box width="7rem">
                <TextField
                  label="After hours"
                  type="number"
                  min={0}
                  step={0.5}
                  autoComplete="off"
                  value={row.hours}
                  onChange={(hours) => change(nth, { hours })}
                />
              </Box>
              <Box maxWidth="100%">
                <Select
                  label="This person"
                  options={KINDS}
                  value={row.what}
                  onChange={(what: MadeUpKind) => change(nth, { what })}
                />
              </Box>
              {rows.length > 1 && (
                <Button
                  accessibilityLabel={`Take away: ${WORDS[row.what]}`}
                  onClick={() => setRows(rows.filter((_, each) => each !== nth))}
                >
                  Take away
                </Button>
              )}
            </InlineStack>
          </li>
        ))}
      </BlockStack>
      <InlineStack gap="200">
        <Button disabled={rows.length >= MOST} onClick={() => setRows([...rows, { what: 'orders', hours: '24' }])}>
          Add what happens
        </Button>
        <Button variant="primary" onClick={submit}>
          Try it
        </Button>
      </InlineStack>
    </TitledCard>
  );
}
