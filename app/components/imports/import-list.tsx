import { Badge, BlockStack, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import { IMPORT_STATES } from '~/ops/import-words';
import type { ImportRow, ImportsPage } from '~/ops/imports.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';

/** What was imported, newest first. */
export function ImportList({ imports, shop }: Pick<ImportsPage, 'imports' | 'shop'>) {
  return (
    <TitledCard title="Imports so far">
      {imports.length === 0 && (
        <Text as="p" tone="subdued">
          Nothing was imported yet.
        </Text>
      )}
      <BlockStack as="ul" gap="300">
        {imports.map((run) => (
          <li key={run.id}>
            <BlockStack gap="300">
              <Divider />
              <Entry run={run} shop={shop} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

function Entry({ run, shop }: { run: ImportRow; shop: ImportsPage['shop'] }) {
  const { words, tone } = IMPORT_STATES[run.state];
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          <Link url={`/app/data/imports/${run.id}`} removeUnderline>
            {run.fileName}
          </Link>
        </Text>
        <Badge {...(tone ? { tone } : {})}>{words}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        {run.rowsDone.toLocaleString('en')} of {run.rowsTotal.toLocaleString('en')} rows read, uploaded{' '}
        <When at={run.createdAt} shop={shop} />
        {run.problemRows > 0 && `; ${run.problemRows.toLocaleString('en')} with something to correct`}
      </Text>
      {run.problem && <Text as="p">{run.problem}</Text>}
    </BlockStack>
  );
}
