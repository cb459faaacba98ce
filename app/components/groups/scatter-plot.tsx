import { PLOT, type PlottedGroup } from '~/ops/groups/plot';
import { markOf, pathOf } from './marks';
import './groups.css';

interface ScatterPlotProps {
  groups: PlottedGroup[];
  /** What is to be seen, for who cannot see it. */
  words: string;
}

/** People as points, each group with a mark and its number at its middle. */
export function ScatterPlot({ groups, words }: ScatterPlotProps) {
  return (
    <svg
      className="group-plot"
      viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
      role="img"
      aria-labelledby="group-plot-title group-plot-words"
    >
      <title id="group-plot-title">The groups on a plane</title>
      <desc id="group-plot-words">{words}</desc>
      {groups.map(({ number, points }) => (
        <path key={number} d={pathOf(points, markOf(number))} fill={markOf(number).colour} fillOpacity={0.7} />
      ))}
      {groups
        .filter(({ number }) => number >= 0)
        .map(({ number, middle: [x, y] }) => (
          <g key={number} transform={`translate(${x} ${y})`}>
            <circle r={9} fill="#fff" stroke={markOf(number).colour} strokeWidth={1.5} />
            <text textAnchor="middle" dy="0.35em" className="group-plot__number">
              {number + 1}
            </text>
          </g>
        ))}
    </svg>
  );
}
