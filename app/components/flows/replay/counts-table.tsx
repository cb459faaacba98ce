import type { CountLine } from '~/ops/replay/told-result';
import './replay.css';

interface CountsTableProps {
  /** What the lines are about. */
  what: string;
  /** Names of the variants, in their order. */
  sides: string[];
  lines: CountLine[];
  format?: (count: number) => string;
}

const plain = (count: number): string => count.toLocaleString('en');

/** Figures by line, a column for each variant. */
export function CountsTable({ what, sides, lines, format = plain }: CountsTableProps) {
  return (
    <div className="replay-counts" role="region" aria-label={what} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{what}</th>
            {sides.map((side) => (
              <th key={side} scope="col">
                {side}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ words, counts }) => (
            <tr key={words}>
              <th scope="row">{words}</th>
              {counts.map((count, nth) => (
                <td key={sides[nth]}>{format(count)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
