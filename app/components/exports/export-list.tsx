import { Badge, BlockStack, Button, Divider, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import type { ExportedFile, ExportsPage } from '~/ops/exports/exports-page.server';
import { FileProblem } from '../file-problem';
import { TitledCard } from '../titled-card';
import { progressWords, take } from '../use-export';
import { useFetchedFile } from '../use-fetched-file';
import { exactTime, When } from '../when';

/** Files that were asked for, newest first. */
export function ExportList({ files, shop }: ExportsPage) {
  return (
    <TitledCard title="Files so far">
      <Text as="p" tone="subdued">
        Each is kept encrypted for 24 hours, for whoever is signed in to this shop, and then deleted. When somebody is
        erased, all of them go at once: that person may stand in any.
      </Text>
      {files.length === 0 && <Text as="p">Nothing was exported in the last 30 days.</Text>}
      <BlockStack as="ul" gap="300">
        {files.map((file) => (
          <li key={file.id}>
            <BlockStack gap="300">
              <Divider />
              <Entry file={file} shop={shop} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

const NAMES: Record<string, string> = {
  customers: 'Customers',
  consents: 'The proof of consent',
  events: 'Events',
  messages: 'Messages',
  orders: 'Orders',
  activity: 'What was done',
  looks: 'Who looked at personal data',
  'segment-members': 'Members of a segment',
  'mail-counts': 'What became of mails',
  suppressions: 'Who is not written to',
  emails: 'Emails',
  segments: 'Segments',
  flows: 'Flows',
  'flow-runs': 'Who went through a flow',
  'turned-away': 'Who did not enter a flow',
  campaigns: 'Campaigns',
  products: 'Products',
  'recommendation-ways': 'Ways of choosing, compared',
  findings: 'What was found in the data',
  duplicates: 'Who may be one person',
  imports: 'Imports',
  'privacy-requests': 'What people asked for by law',
};

const STATES = {
  waiting: { words: 'Waits its turn', tone: 'info' },
  writing: { words: 'Being written', tone: 'info' },
  ready: { words: 'Ready', tone: 'success' },
  gone: { words: 'Gone', tone: undefined },
} as const;

function Entry({ file, shop }: { file: ExportedFile; shop: ExportsPage['shop'] }) {
  const { words, tone } = STATES[file.state];
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {NAMES[file.list] ?? file.list}
        </Text>
        <Badge {...(tone ? { tone } : {})}>{words}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {file.who}, <When at={file.askedAt} shop={shop} />
        {file.rowsTotal !== null && `; ${file.rowsDone.toLocaleString('en')} rows`}
      </Text>
      {file.state === 'writing' && <Progress file={file} />}
      {file.goneWords && <Text as="p">{file.goneWords}</Text>}
      {file.until && <Take file={file} until={exactTime(file.until, shop)} />}
    </BlockStack>
  );
}

function Progress({ file }: { file: ExportedFile }) {
  const { id, rowsDone, rowsTotal } = file;
  const percent = rowsTotal ? Math.min(100, Math.floor((rowsDone / rowsTotal) * 100)) : 0;
  return (
    <BlockStack gap="150">
      <Text as="p" id={`progress-${id}`}>
        {progressWords(file)}. You can leave this page; it goes on by itself.
      </Text>
      <ProgressBar progress={percent} size="small" ariaLabelledBy={`progress-${id}`} animated={false} />
    </BlockStack>
  );
}

function Take({ file: { id, list }, until }: { file: ExportedFile; until: string }) {
  const copy = useFetchedFile(`${list}.csv`, () => take(id), 'Load the page to see whether it is still there.');
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center">
        <Button onClick={copy.start} loading={copy.isLoading} accessibilityLabel={`Download: ${NAMES[list] ?? list}`}>
          Download
        </Button>
        <Text as="span" tone="subdued">
          until {until}
        </Text>
      </InlineStack>
      <FileProblem file={copy} />
    </BlockStack>
  );
}
