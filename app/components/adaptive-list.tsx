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
}

/** A table where there is room, a list of short paragraphs where there is not. */
export function AdaptiveList(props: AdaptiveListProps) {
  const { rows, headings, resourceName, pages } = props;
  useSecondDrawing(rows);
  const loading = pages?.address.isLoading ?? false;
  const table = { itemCount: rows.length, selectable: false, loading, headings, resourceName, ...paginationOf(pages) };
  return (
    <>
      <div className="adaptive-list__wide">
        <IndexTable {...table}>
          {rows.map((row, position) => (
            <IndexTable.Row id={row.id} key={row.id} position={position}>
              <WideCells row={row} />
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
      <div className="adaptive-list__narrow">
        <IndexTable {...table} condensed>
          {rows.map((row, position) => (
            <IndexTable.Row id={`${row.id}-narrow`} key={row.id} position={position}>
              <NarrowRow row={row} />
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
