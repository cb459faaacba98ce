import { Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';

/** Who does not want what is known of them sold or shared, and what follows. */
export function SharingCard({ refusals }: { refusals: number }) {
  return (
    <TitledCard title="Selling and sharing data">
      <Text as="p">
        {refusalWords(refusals)} People say so through their browser (Global Privacy Control) or to Shopify.
      </Text>
      <Text as="p" tone="subdued">
        Kindred sells nothing and shares nothing with others for their own ends. It matters where you do: leave these
        people out of lists for advertising. A customer’s page and the API say who they are.
      </Text>
    </TitledCard>
  );
}

function refusalWords(count: number): string {
  if (count === 0) return 'Nobody whose address is known has said that their data must not be sold or shared.';
  const owners = count === 1 ? 'The owner of one address' : `The owners of ${count.toLocaleString('en')} addresses`;
  return `${owners} said that their data must not be sold or shared.`;
}
