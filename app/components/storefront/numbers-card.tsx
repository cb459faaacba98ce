import { DataTable, Text } from '@shopify/polaris';
import { FORM_PLACES, type FormPlace } from '~/ops/storefront/form-places';
import type { FormNumbers } from '~/ops/storefront/form-numbers.server';
import { TitledCard } from '../titled-card';

const NAMES: Record<FormPlace, string> = { form: 'Form', popup: 'Pop-up', 'back-in-stock': 'Back in stock' };

/** What came of each form. */
export function NumbersCard({ numbers }: { numbers: FormNumbers }) {
  const figure = (value: number) => value.toLocaleString('en');
  return (
    <TitledCard title="In the last 30 days">
      <DataTable
        columnContentTypes={['text', 'numeric', 'numeric', 'numeric']}
        headings={['', 'Seen', 'Signed up', 'Agreed']}
        rows={FORM_PLACES.map((place) => {
          const { seen, asked, agreed } = numbers[place];
          return [NAMES[place], figure(seen), figure(asked), figure(agreed)];
        })}
      />
      <Text as="p" tone="subdued">
        Seen counts visitors who allow analytics, without saying who. Signed up and agreed are entries of your consent
        ledger: whoever had agreed before makes none, and who has to confirm counts as agreed once they did.
      </Text>
    </TitledCard>
  );
}
