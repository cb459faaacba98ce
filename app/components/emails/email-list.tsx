import { useState } from 'react';
import { Badge, Banner, BlockStack, Box, InlineStack, Link, Text } from '@shopify/polaris';
import type { EmailRow, EmailsPage } from '~/ops/emails/emails-page.server';
import { AdaptiveList, type ListChoice, type ListRow } from '../adaptive-list';
import type { ListAddress } from '../list-address';
import { When } from '../when';
import { EmailRowActions } from './email-row-actions';
import { EmailSketch } from './email-sketch';
import { useEmailsSaving } from './use-emails-saving';

const HEADINGS = [
  { title: 'Email' },
  { title: 'State' },
  { title: 'Sent by' },
  { title: 'Languages' },
  { title: 'Changed' },
  { title: 'More', hidden: true },
] as const;

/** The shop's mails: what each looks like, what sends it, and whether it is sound. */
export function EmailList({ page: { emails, links, shop }, address }: { page: EmailsPage; address: ListAddress }) {
  const { choice, problems } = useArchiving(emails);
  return (
    <>
      {problems.length > 0 && (
        <Box padding="400">
          <Banner tone="critical" title="None of them was taken out of use">
            <Text as="p">{problems.join(' ')}</Text>
          </Banner>
        </Box>
      )}
      <AdaptiveList
        resourceName={{ singular: 'email', plural: 'emails' }}
        headings={[...HEADINGS]}
        rows={emails.map((email) => rowOf(email, shop))}
        pages={{ address, links }}
        {...(choice ? { choice } : {})}
      />
    </>
  );
}

/** Some can be taken out of use at once; among those that are, there is nothing to choose. */
function useArchiving(emails: readonly EmailRow[]): { choice: ListChoice | null; problems: string[] } {
  const [chosen, setChosen] = useState<string[]>([]);
  const { submit, isSaving, problems } = useEmailsSaving('Taken out of use', () => setChosen([]));
  if (emails.some(({ isArchived }) => isArchived)) return { choice: null, problems: [] };
  const keys = emails.map(({ key }) => key).filter((key) => chosen.includes(key));
  const archive = {
    content: 'Take out of use',
    isBusy: isSaving,
    onAction: () => submit({ intent: 'archive', keys: keys.join(',') }),
  };
  return { choice: { chosen: keys, onChange: setChosen, actions: [archive] }, problems };
}

function rowOf(email: EmailRow, shop: EmailsPage['shop']): ListRow {
  const { key, name, changedAt } = email;
  const languages = <Text as="span">{email.languages.map((code) => code.toUpperCase()).join(', ')}</Text>;
  const changed = changedAt ? <When at={changedAt} shop={shop} /> : <Text as="span">Never</Text>;
  return {
    id: key,
    url: `/app/emails/${key}`,
    title: name,
    cells: [
      <Looks key="name" email={email} withName />,
      <States key="state" email={email} />,
      <Uses key="uses" uses={email.uses} />,
      <div key="languages">{languages}</div>,
      <div key="changed">{changed}</div>,
      <EmailRowActions key="more" email={email} />,
    ],
    summary: (
      <BlockStack gap="200">
        <Looks email={email} />
        <InlineStack gap="200" blockAlign="center" align="space-between" wrap={false}>
          <States email={email} />
          <EmailRowActions email={email} />
        </InlineStack>
        <BlockStack>
          <Text as="span" variant="bodySm" tone="subdued">
            Sent by
          </Text>
          <Uses uses={email.uses} />
        </BlockStack>
      </BlockStack>
    ),
  };
}

function Looks({ email: { name, subject, sketch }, withName = false }: { email: EmailRow; withName?: boolean }) {
  return (
    <InlineStack gap="300" blockAlign="center" wrap={false}>
      {sketch ? <EmailSketch sketch={sketch} /> : <Box minWidth="64px" />}
      <div className="adaptive-list__cell">
        <BlockStack>
          {withName && (
            <Text as="span" fontWeight="semibold" breakWord>
              {name}
            </Text>
          )}
          <Text as="span" variant="bodySm" tone="subdued" breakWord>
            {subject}
          </Text>
        </BlockStack>
      </div>
    </InlineStack>
  );
}

function States({ email: { state, isArchived, isNeverApproved, findings } }: { email: EmailRow }) {
  return (
    <InlineStack gap="100">
      {isArchived && <Badge>Out of use</Badge>}
      {state === 'goes-out' && !isArchived && <Badge tone="success">Goes out</Badge>}
      {state === 'draft' && <Badge tone="attention">{isNeverApproved ? 'Not approved yet' : 'Draft waits'}</Badge>}
      {state === 'in-review' && <Badge tone="attention">Waits for approval</Badge>}
      {findings === null && <Badge tone="critical">Cannot be read</Badge>}
      {findings !== null && findings.blocking > 0 && <Badge tone="critical">{`${findings.blocking} to mend`}</Badge>}
      {findings !== null && findings.advisory > 0 && (
        <Badge>{`${findings.advisory} ${findings.advisory === 1 ? 'piece of advice' : 'pieces of advice'}`}</Badge>
      )}
    </InlineStack>
  );
}

const SHOWN = 3;

function Uses({ uses }: Pick<EmailRow, 'uses'>) {
  if (uses.length === 0)
    return (
      <Text as="span" tone="subdued">
        Nothing
      </Text>
    );
  return (
    <BlockStack gap="050">
      {uses.slice(0, SHOWN).map(({ url, name, isOn }) => (
        <span key={url}>
          <Link url={url} removeUnderline>
            {name}
          </Link>
          {!isOn && (
            <Text as="span" tone="subdued">
              {' '}
              (off)
            </Text>
          )}
        </span>
      ))}
      {uses.length > SHOWN && (
        <Text as="span" tone="subdued">
          and {uses.length - SHOWN} more
        </Text>
      )}
    </BlockStack>
  );
}
