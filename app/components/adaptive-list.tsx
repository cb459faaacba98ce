import { useEffect, useState, type ReactNode } from 'react';
import {
  BlockStack,
  Box,
  Button,
  Checkbox,
  IndexTable,
  InlineStack,
  Link,
  type IndexTableProps,
} from '@shopify/polaris';
import type { PageLinks } from '~/ops/list-pages';
import './adaptive-list.css';
import type { ListAddress } from './list-address';
import { RowActions } from './row-actions';

export interface ListRow {
  id: string;
  /** Where it leads; null: nowhere. */
  url: string | null;
  /** Where the row's link leads, in words: a name, an address. */
  title: string;
  /** In the order of the headings; the first one stands within the row's link. */
  cells: ReactNode[];
  /** What stands under the title where there is little room. */
  summary: ReactNode;
}

interface AdaptiveListProps {
  resourceName: { singular: string; plural: string };
  headings: IndexTableProps['headings'];
  rows: ListRow[];
  /** Where the list goes on; left out where it stands whole. */
  pages?: { address: ListAddress; links: PageLinks };
  /** Which rows are chosen, and what can be done with all of them; left out where nothing can. */
  choice?: ListChoice;
}

export interface ListChoice {
  chosen: readonly string[];
  onChange(chosen: string[]): void;
  actions: { content: string; isBusy: boolean; onAction(): void }[];
}

/** A table where there is room, a list of short paragraphs where there is not. */
export function AdaptiveList(props: AdaptiveListProps) {
  const { rows, headings, resourceName, pages, choice } = props;
  useSecondDrawing(rows);
  const loading = pages?.address.isLoading ?? false;
  const table = { itemCount: rows.length, selectable: false, loading, resourceName, ...paginationOf(pages) };
  const wideHeadings: typeof headings = choice ? [{ title: 'Choose', hidden: true }, ...headings] : headings;
  return (
    <>
      {choice && rows.length > 0 && <ChoiceBar rows={rows} choice={choice} />}
      <div className="adaptive-list__wide">
        <IndexTable {...table} headings={wideHeadings}>
          {rows.map((row, position) => (
            <IndexTable.Row id={row.id} key={row.id} position={position}>
              {choice && (
                <IndexTable.Cell>
                  <ChoiceBox row={row} choice={choice} />
                </IndexTable.Cell>
              )}
              <WideCells row={row} />
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
      <div className="adaptive-list__narrow">
        <IndexTable {...table} headings={headings} condensed>
          {rows.map((row, position) => (
            <IndexTable.Row id={`${row.id}-narrow`} key={row.id} position={position}>
              <NarrowRow row={row} choice={choice} />
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
    </>
  );
}

function paginationOf(pages: AdaptiveListProps['pages']): Pick<IndexTableProps, 'pagination'> {
  if (!pages?.links.newer && !pages?.links.older) return {};
  const { address, links } = pages;
  return {
    pagination: {
      hasPrevious: links.newer !== null,
      hasNext: links.older !== null,
      previousURL: address.withCursor('newer', links.newer),
      nextURL: address.withCursor('older', links.older),
      accessibilityLabels: { previous: 'Newer', next: 'Older' },
    },
  };
}

/** A row learns of the link within it only when it is drawn a second time, and would not take the first tap of a finger. */
function useSecondDrawing(rows: ListRow[]): void {
  const shown = rows.map(({ id }) => id).join();
  const [, setDrawn] = useState('');
  useEffect(() => setDrawn(shown), [shown]);
}

function WideCells({ row: { url, cells } }: { row: ListRow }) {
  const [first, ...rest] = cells;
  return (
    <>
      <IndexTable.Cell>
        <Title url={url}>{first}</Title>
      </IndexTable.Cell>
      {rest.map((cell, index) => (
        <IndexTable.Cell key={index}>
          <div className="adaptive-list__cell">{cell}</div>
        </IndexTable.Cell>
      ))}
    </>
  );
}

function NarrowRow({ row, choice }: { row: ListRow; choice: ListChoice | undefined }) {
  const { url, title, summary } = row;
  return (
    <Box padding="300" paddingInline="400">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          {choice && <ChoiceBox row={row} choice={choice} />}
          <Title url={url}>{title}</Title>
        </InlineStack>
        {summary}
      </BlockStack>
    </Box>
  );
}

/** All of them, and what can be done with those that are chosen. */
function ChoiceBar({ rows, choice: { chosen, onChange, actions } }: { rows: ListRow[]; choice: ListChoice }) {
  return (
    <Box padding="300" paddingInline="400" borderBlockEndWidth="025" borderColor="border-secondary">
      <InlineStack gap="400" blockAlign="center">
        <Checkbox
          label="Choose all that are shown"
          checked={chosen.length === rows.length}
          onChange={(isChosen) => onChange(isChosen ? rows.map(({ id }) => id) : [])}
        />
        {chosen.length > 0 &&
          actions.map(({ content, onAction, isBusy }) => (
            <Button key={content} size="slim" loading={isBusy} onClick={onAction}>
              {`${content} (${chosen.length})`}
            </Button>
          ))}
      </InlineStack>
    </Box>
  );
}

/** It stands in a row that is a link as a whole. */
function ChoiceBox({ row: { id, title }, choice: { chosen, onChange } }: { row: ListRow; choice: ListChoice }) {
  return (
    <RowActions>
      <Checkbox
        label={`Choose: ${title}`}
        labelHidden
        checked={chosen.includes(id)}
        onChange={(isChosen) => onChange(isChosen ? [...chosen, id] : chosen.filter((each) => each !== id))}
      />
    </RowActions>
  );
}

function Title({ url, children }: { url: string | null; children: ReactNode }) {
  if (url === null) return children;
  return (
    <Link url={url} dataPrimaryLink removeUnderline monochrome>
      {children}
    </Link>
  );
}
