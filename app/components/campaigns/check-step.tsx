import { Banner, BlockStack, Button, InlineStack, Link, List, Text } from '@shopify/polaris';
import type { AudiencePreview } from '~/ops/campaigns/preview-audience.server';
import type { EditPage } from '~/ops/campaigns/edit-page.server';
import { Facts } from '../facts';
import { LooseRow } from '../loose-row';
import { MailPreview } from '../mail-preview';
import { TitledCard } from '../titled-card';
import { CodesCard } from './codes-card';
import { useCampaignSaving, type CampaignSaving } from './use-campaign-saving';

/** What happens once it is scheduled: to how many, when, and what stops it. */
export function CheckStep({ page }: { page: EditPage }) {
  const { id, problems, audience } = page;
  const saving = useCampaignSaving(`/app/campaigns/${id}/edit`);
  return (
    <BlockStack gap="400">
      <Problems page={page} saving={saving} />
      {audience && <AudienceCard audience={audience} page={page} />}
      {page.codes && <CodesCard codes={page.codes} shop={page.shop} />}
      <SummaryCard page={page} />
      {page.form.templateKey && (
        <TitledCard title="The mail">
          <MailPreview source={`/app/campaigns/${id}/preview`} />
        </TitledCard>
      )}
      <LooseRow>
        <InlineStack gap="200">
          <Button
            variant="primary"
            disabled={problems.length > 0 || audience?.reach === 0}
            loading={saving.isSaving}
            onClick={() => saving.submit({ intent: 'schedule', id })}
          >
            {page.form.schedule.kind === 'now' ? 'Send it now' : 'Schedule it'}
          </Button>
          <Button tone="critical" variant="plain" onClick={() => saving.submit({ intent: 'discard', id })}>
            Let go of this draft
          </Button>
        </InlineStack>
      </LooseRow>
    </BlockStack>
  );
}

function Problems({ page: { problems }, saving }: { page: EditPage; saving: CampaignSaving }) {
  const messages = [...new Set([...problems.map(({ message }) => message), ...(saving.first ? [saving.first] : [])])];
  if (messages.length === 0) return null;
  return (
    <Banner tone="warning" title="It cannot be scheduled yet">
      <List>
        {messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Banner>
  );
}

function AudienceCard({ audience, page: { shop } }: { audience: AudiencePreview; page: EditPage }) {
  const say = (count: number) => (count === 1 ? 'One person' : `${count.toLocaleString(shop.locale)} people`);
  return (
    <TitledCard title="To how many">
      <Text as="p" variant="headingLg">
        {say(audience.reach)}
      </Text>
      <Text as="p">
        of {audience.people.toLocaleString(shop.locale)} in these segments, as things are now. Whoever unsubscribes
        before their turn gets nothing.
      </Text>
      {audience.lately > 0 && (
        <Text as="p">
          {say(audience.lately)} of them got a mail so lately that this one may have to wait, as your rules ask.
        </Text>
      )}
      {audience.against.length > 0 && (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            The others get nothing
          </Text>
          <List>
            {audience.against.map(({ why, words, people }) => (
              <List.Item key={why}>
                {say(people)}: {words}
              </List.Item>
            ))}
          </List>
        </BlockStack>
      )}
      {audience.some.length > 0 && (
        <Text as="p">
          Among them:{' '}
          {audience.some.map(({ profileId, name }, nth) => (
            <span key={profileId}>
              {nth > 0 && ', '}
              <Link url={`/app/customers/${profileId}`}>{name}</Link>
            </span>
          ))}
        </Text>
      )}
    </TitledCard>
  );
}

function SummaryCard({ page: { form, mails, said, topics } }: { page: EditPage }) {
  const mail = mails.find(({ key }) => key === form.templateKey);
  const topic = topics.find(({ key }) => key === form.topicKey);
  const length =
    said.hours > 0 ? `, so that the last of it goes ${said.hours === 1 ? 'an hour' : `${said.hours} hours`} later` : '';
  return (
    <TitledCard title="What happens">
      <Facts
        facts={[
          { term: 'Subject', words: form.subjectLine ?? mail?.subject ?? 'no mail is chosen' },
          { term: 'Topic', words: topic?.name ?? 'nothing in particular' },
          { term: 'When', words: said.when },
          { term: 'How fast', words: `${said.how}${length}` },
          { term: 'Not later than', words: `${form.worthHours} hours after each person’s turn` },
          { term: 'Again', words: said.again },
          { term: 'What stops it', words: 'You, at any time: pause it, or cancel what has not left.' },
        ]}
      />
    </TitledCard>
  );
}
