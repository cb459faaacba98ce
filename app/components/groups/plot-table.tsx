import { Text } from '@shopify/polaris';
import type { PlotLine, Spread } from '~/ops/groups/plot';
import { numberWords } from '~/ops/recommendations/number-words';
import './groups.css';

interface PlotTableProps {
  lines: PlotLine[];
  nameOf: (number: number) => string;
  locale: string;
}

/** Where the groups lie in the picture, in figures. */
export function PlotTable({ lines, nameOf, locale }: PlotTableProps) {
  return (
    <div className="group-table" role="region" aria-label="Where the groups lie" tabIndex={0}>
      <Text as="p" tone="subdued">
        Places from 0, far left or at the bottom, to 100, far right or at the top: the middle, and between which places
        the middle half lie.
      </Text>
      <table>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Points</th>
            <th scope="col">Across</th>
            <th scope="col">Up</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ number, points, across, up }) => (
            <tr key={number}>
              <th scope="row">{nameOf(number)}</th>
              <td>{numberWords(points, locale)}</td>
              <td>{spreadWords(across)}</td>
              <td>{spreadWords(up)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const spreadWords = ({ middle, from, to }: Spread): string => `${middle} (${from} to ${to})`;
