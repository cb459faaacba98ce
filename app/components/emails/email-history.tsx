import { Badge, BlockStack, Button, InlineGrid, InlineStack, Select, Text } from '@shopify/polaris';
import type { HistoryPage, ShownVersion } from '~/ops/emails/history-page.server';
import { useListAddress } from '../list-address';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { When } from '../when';
import { ChangesList } from './changes-list';
import { EmailSketch } from './email-sketch';

/** The versions of a mail, and what differs between two of them. */
export function EmailHistory({ page }: { page: HistoryPage }) {
  return (
    <BlockStack gap="400">
      <ComparedCard page={page} />
      <TitledCard title="Versions">
        <BlockStack as="ul" gap="400">
          {page.versions.map((version) => (
            <li key={version.version}>
              <VersionRow version={version} page={page} />
            </li>
          ))}
        </BlockStack>
      </TitledCard>
    </BlockStack>
  );
}

const nameOf = (version: number): string => (version === 0 ? 'As every shop begins' : `Version ${version}`);

function ComparedCard({ page: { versions, from, to, compared } }: { page: HistoryPage }) {
  const address = useListAddress(['from', 'to'], { isPart: true });
  if (versions.length < 2)
    return (
      <TitledCard title="What was changed">
        <Text as="p" tone="subdued">
          Nothing yet. Each time the email is saved, what was changed stands here, and any version can be gone back to.
        </Text>
      </TitledCard>
    );
  const options = versions.map(({ version }) => ({ label: nameOf(version), value: String(version) }));
  const chosen = { from: address.get('from') || String(from), to: address.get('to') || String(to) };
  // Both go into the address: what the other would be by itself depends on this one.
  const choose = (name: 'from' | 'to') => (value: string) => address.change({ ...chosen, [name]: value });
  return (
    <TitledCard title="What was changed">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
        <BlockStack gap="300">
          <Select label="From" options={options} value={chosen.from} onChange={choose('from')} />
          {compared && <EmailSketch sketch={compared.before.sketch} widthPx={120} />}
        </BlockStack>
        <BlockStack gap="300">
          <Select label="To" options={options} value={chosen.to} onChange={choose('to')} />
          {compared && <EmailSketch sketch={compared.after.sketch} widthPx={120} />}
        </BlockStack>
      </InlineGrid>
      {compared ? (
        <ChangesList changes={compared.changes} />
      ) : (
        <Text as="p" tone="subdued">
          {from === to ? 'Choose two versions that differ.' : 'One of these two can be read no more.'}
        </Text>
      )}
    </TitledCard>
  );
}

function VersionRow({ version: shown, page }: { version: ShownVersion; page: HistoryPage }) {
  const { version, savedBy, savedAt, restoredFrom, decidedBy, state } = shown;
  const newest = page.versions[0]?.version ?? 0;
  return (
    <InlineStack gap="300" align="space-between" blockAlign="start">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {nameOf(version)}
          </Text>
          {shown.goesOut && <Badge tone="success">Goes out</Badge>}
          {state === 'draft' && <Badge>Draft</Badge>}
          {state === 'in-review' && <Badge tone="attention">Waits for approval</Badge>}
        </InlineStack>
        {savedAt && (
          <Text as="p" tone="subdued">
            {savedBy}, <When at={savedAt} shop={page.shop} />
            {decidedBy && `; ${state === 'approved' ? 'approved' : 'sent back'} by ${decidedBy}`}
          </Text>
        )}
        {restoredFrom !== null && (
          <Text as="p" tone="subdued">
            {restoredFrom === 0 ? 'Went back to how every shop begins.' : `Went back to version ${restoredFrom}.`}
          </Text>
        )}
      </BlockStack>
      {version !== newest && <Restore version={version} newest={newest} emailKey={page.key} />}
    </InlineStack>
  );
}

function Restore({ version, newest, emailKey }: { version: number; newest: number; emailKey: string }) {
  const saving = useSaving(`/app/emails/${encodeURIComponent(emailKey)}/history`, 'Saved as the newest version');
  const problem = saving.problemOf('');
  return (
    <BlockStack gap="100" inlineAlign="end">
      <Button
        loading={saving.isSaving}
        accessibilityLabel={`Go back to this: ${nameOf(version)}`}
        onClick={() => saving.submit({ version: String(version), onVersion: String(newest) })}
      >
        Go back to this
      </Button>
      {problem && (
        <Text as="p" tone="critical">
          {problem}
        </Text>
      )}
    </BlockStack>
  );
}
