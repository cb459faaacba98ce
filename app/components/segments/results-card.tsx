import { useState } from 'react';
import { Button, ButtonGroup, Text } from '@shopify/polaris';
import type { SegmentHealth } from '~/ops/segments/segment-health.server';
import { TitledCard } from '../titled-card';
import './segments.css';

/** What came of the people of a segment, beside everybody. */
export function ResultsCard({ results }: Pick<SegmentHealth, 'results'>) {
  const [chosen, setChosen] = useState(results[0]?.period);
  const shown = results.find(({ period }) => period === chosen);
  const choice = (
    <ButtonGroup variant="segmented">
      {results.map(({ period }) => (
        <Button key={period} size="slim" pressed={period === chosen} onClick={() => setChosen(period)}>
          {`${period} days`}
        </Button>
      ))}
    </ButtonGroup>
  );
  if (!shown) return null;
  return (
    <TitledCard title="What came of them" aside={choice}>
      <div className="segment-figures" role="region" aria-label="What came of them" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Last {shown.period} days</th>
              <th scope="col">In it</th>
              <th scope="col">Everybody</th>
            </tr>
          </thead>
          <tbody>
            {shown.lines.map(({ title, own, everybody }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td>{own}</td>
                <td>{everybody}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text as="p" tone="subdued">
        Of those who are in it now, whenever they came. It says who they are, not what the segment brought about. Opened
        and clicked is what people did, as far as can be told; what programs did is left out.
      </Text>
    </TitledCard>
  );
}
