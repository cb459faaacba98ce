import { useEffect, useState, type ReactNode } from 'react';
import { BlockStack, Box, IndexTable, Link, type IndexTableProps } from '@shopify/polaris';
import type { PageLinks } from '~/ops/list-pages';
import './adaptive-list.css';
import type { ListAddress } from './list-address';

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
  actions: { content: string; onAction(): void }[];
}

/** A table where there is room, a list of short paragraphs where there is not. */
export function AdaptiveList(props: AdaptiveListProps) {
  const { rows, headings, resourceName, pages, choice } = props;
  useSecondDrawing(rows);
  const loading = pages?.address.isLoading ?? false;
  const shown = { itemCount: rows.length, loading, headings, resourceName };
  const table = { ...shown, ...selectionOf(rows, choice), ...paginationOf(pages) };
  const isChosen = (id: string): boolean => choice?.chosen.includes(id) ?? false;
  return (
    <>
      <div className="adaptive-list__wide">
        <IndexTable {...table}>
          {rows.map((row, position) => (
            <IndexTable.Row id={row.id} key={row.id} position={position} selected={isChosen(row.id)}>
              <WideCells row={row} />
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
      <div className="adaptive-list__narrow">
        <IndexTable {...table} condensed>
          {rows.map((row, position) => (
            <IndexTable.Row id={row.id + NARROW} key={row.id} position={position} selected={isChosen(row.id)}>
              <NarrowRow row={row} />
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
    </>
  );
}

/** A row stands twice in the document, and an id may stand there once. */
const NARROW = '-narrow';

/** Polaris tells of one row, of a range by their places, or of all that are shown. */
function selectionOf(rows: readonly ListRow[], choice: ListChoice | undefined): Partial<IndexTableProps> {
  if (!choice) return { selectable: false };
  const ids = rows.map(({ id }) => id);
  const chosen = ids.filter((id) => choice.chosen.includes(id));
  return {
    selectable: true,
    selectedItemsCount: ids.length > 0 && chosen.length === ids.length ? 'All' : chosen.length,
    promotedBulkActions: choice.actions,
    onSelectionChange(_kind, isAdded, told) {
      const meant = Array.isArray(told)
        ? ids.slice(told[0], told[1] + 1)
        : typeof told === 'string'
          ? [told.slice(0, told.endsWith(NARROW) ? -NARROW.length : undefined)]
          : ids;
      const others = chosen.filter((id) => !meant.includes(id));
      choice.onChange(isAdded ? [...others, ...meant] : others);
    },
  };
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

function NarrowRow({ row: { url, title, summary } }: { row: ListRow }) {
  return (
    <Box padding="300" paddingInline="400">
      <BlockStack gap="100">
        <Title url={url}>{title}</Title>
        {summary}
      </BlockStack>
    </Box>
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
