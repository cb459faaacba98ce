import { Text } from '@shopify/polaris';
import { percentWords } from '~/ops/recommendations/number-words';
import type { OverlapTable } from '~/ops/segments/overlap-table.server';
import { TitledCard } from '../titled-card';
import './segments.css';

/** How many of one segment’s people are in another. */
export function OverlapCard({ overlap: { names, shares }, locale }: { overlap: OverlapTable; locale: string }) {
  return (
    <TitledCard title="Who is in several">
      <Text as="p" tone="subdued">
        Of the people in a row’s segment, the share that is in the column’s too. Of many segments the largest stand
        here.
      </Text>
      <div className="segment-overlap" role="region" aria-label="Who is in several" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Of</th>
              {names.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {names.map(({ id, name }, row) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {names.map((other, column) => (
                  <td key={other.id}>{row === column ? '–' : percentWords(shares[row]?.[column] ?? 0, locale)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </TitledCard>
  );
}
