import { useState } from 'react';
import { Badge, BlockStack, Button, InlineStack, Text, TextField, type BadgeProps } from '@shopify/polaris';
import type { DomainPage, ShownDomain } from '~/ops/domain/domain-page.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { RemoveDomain } from './remove-domain';

const BADGES: Record<ShownDomain['state'], { words: string; tone: BadgeProps['tone'] }> = {
  pending: { words: 'Not verified yet', tone: 'attention' },
  verified: { words: 'Verified', tone: 'success' },
  failing: { words: 'Not found any more', tone: 'critical' },
};

const WORDS: Record<ShownDomain['state'], string> = {
  pending: 'Put the records below into DNS. As soon as they are found, your mail leaves from this domain.',
  verified: 'Receivers can tell that mail from this domain is yours.',
  failing: 'Its records were found before, and twice in a row are not there any more. Put them back as below.',
};

/** The domain mail leaves from: entered, or as it stands. */
export function DomainCard({ page }: { page: DomainPage }) {
  const { domain } = page;
  if (!domain) return <NewDomain proposal={page.proposal} />;
  const { words, tone } = BADGES[domain.state];
  return (
    <TitledCard title={domain.name} aside={<Badge tone={tone}>{words}</Badge>}>
      <BlockStack gap="300">
        <Text as="p">{WORDS[domain.state]}</Text>
        {domain.state === 'verified' && domain.isMissed && (
          <Text as="p">The last look did not find all of it. It counts until that happens a second time.</Text>
        )}
        <RemoveDomain name={domain.name} />
      </BlockStack>
    </TitledCard>
  );
}

function NewDomain({ proposal }: { proposal: string }) {
  const [name, setName] = useState(proposal);
  const saving = useSaving('/app/settings/domain', 'Domain taken');
  return (
    <TitledCard title="Your domain">
      <BlockStack gap="300">
        <Text as="p">
          Mail that leaves from your own domain is trusted more, and its reputation is yours alone. It takes two records
          in DNS, once.
        </Text>
        <TextField
          label="Domain"
          autoComplete="off"
          value={name}
          onChange={setName}
          error={saving.problemOf('domain')}
          helpText="The part of your sender’s address behind the @."
        />
        <InlineStack>
          <Button
            variant="primary"
            loading={saving.isSaving}
            onClick={() => saving.submit({ intent: 'set', domain: name })}
          >
            Set up
          </Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}
