import { useState } from 'react';
import { Button, Collapsible, InlineStack, Text } from '@shopify/polaris';
import type { GroupsFound, ShownGroup } from '~/ops/groups/groups-page.server';
import { numberWords } from '~/ops/recommendations/number-words';
import { TitledCard } from '../titled-card';
import { GroupMark } from './group-mark';
import { markOf } from './marks';
import { PlotTable } from './plot-table';
import { ScatterPlot } from './scatter-plot';
import './groups.css';

interface PlotCardProps {
  plot: NonNullable<GroupsFound['plot']>;
  groups: ShownGroup[];
  locale: string;
}

/** The groups seen from above: a picture, what its marks mean, and a table of the same. */
export function PlotCard({ plot, groups, locale }: PlotCardProps) {
  const [isOpen, setOpen] = useState(false);
  const nameOf = (number: number): string => groups.find((group) => group.number === number)?.name ?? 'In no group';
  const words = plot.lines.map(
    ({ number, points }) => `${nameOf(number)}: ${numberWords(points, locale)} points, each a ${markOf(number).words}`,
  );
  return (
    <TitledCard title="Seen from above">
      <Text as="p">
        Each point is a person; who is close to whom is like them. Across and up are the two directions in which people
        differ most. Of all that tells them apart the picture shows {plot.explained}, so groups may overlap here that do
        not.
      </Text>
      <div className="group-picture">
        <ScatterPlot groups={plot.groups} words={`${words.join('. ')}. The table below says where they lie.`} />
        <ul className="group-legend" aria-label="What the marks mean">
          {plot.lines.map(({ number }) => (
            <li key={number}>
              <GroupMark number={number} />
              <Text as="span">{number < 0 ? 'In no group' : `${number + 1} · ${nameOf(number)}`}</Text>
            </li>
          ))}
        </ul>
      </div>
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isOpen ? 'up' : 'down'}
          onClick={() => setOpen(!isOpen)}
          ariaExpanded={isOpen}
          ariaControls="group-plot-table"
        >
          {isOpen ? 'Hide the table' : 'Show the same as a table'}
        </Button>
      </InlineStack>
      <Collapsible id="group-plot-table" open={isOpen}>
        <PlotTable lines={plot.lines} nameOf={nameOf} locale={locale} />
      </Collapsible>
    </TitledCard>
  );
}
