import { BlockStack, ChoiceList, Text } from '@shopify/polaris';
import type { DomainPage } from '~/ops/domain/domain-page.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';

/** Until the domain is verified: who gets mail, and by which address. */
export function BeforeDomainCard({ page }: { page: DomainPage }) {
  const { beforeDomain, hasSharedDomain, sharedADay, leavesBy, shop } = page;
  const saving = useSaving('/app/settings/domain', 'Saved');
  const problem = saving.problemOf('domain');
  const choices = [
    {
      value: 'only-shop',
      label: 'Send only to me',
      helpText: `Only ${shop.ownerEmail || 'your store’s own address'} gets mail. Everybody else’s waits, and goes out later where it is still worth it.`,
    },
    {
      value: 'shared',
      label: 'Send from a shared address',
      disabled: !hasSharedDomain,
      helpText: hasSharedDomain
        ? `At most ${sharedADay} mails a day, from an address of Kindred’s. Answers come to you.`
        : 'Whoever runs Kindred here shares no domain.',
    },
  ];
  return (
    <TitledCard title="Until it is verified">
      <BlockStack gap="300">
        <ChoiceList
          title="Who gets mail"
          titleHidden
          choices={choices}
          selected={[beforeDomain]}
          onChange={([choice]) => saving.submit({ intent: 'before-domain', choice: choice ?? 'only-shop' })}
        />
        {problem && (
          <Text as="p" tone="critical">
            {problem}
          </Text>
        )}
        {leavesBy && (
          <Text as="p" tone="subdued" breakWord>
            {leavesBy.way === 'nowhere'
              ? 'No mail leaves at the moment: there is no address to send from.'
              : `Mail leaves from ${leavesBy.email} at the moment.`}
          </Text>
        )}
      </BlockStack>
    </TitledCard>
  );
}
