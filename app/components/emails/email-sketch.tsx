import type { Sketch, SketchRow } from '~/ops/emails/sketch';

const [WIDTH, HEIGHT, INSET] = [120, 150, 14];
const INNER = WIDTH - 2 * INSET;
const TALL: Record<SketchRow['kind'], number> = {
  ...{ logo: 14, title: 14, lines: 0, picture: 34, button: 18, products: 30, coupon: 20, line: 8, gap: 6, foot: 12 },
};
const LINE_PX = 6;

const heightOf = ({ kind, count = 1 }: SketchRow): number => (kind === 'lines' ? count * LINE_PX + 5 : TALL[kind]);

/** A mail drawn small in the shop's colours. It says nothing that its name beside it does not. */
export function EmailSketch({ sketch: { rows, colours }, widthPx = 64 }: { sketch: Sketch; widthPx?: number }) {
  let top = INSET;
  const placed = rows.map((row) => {
    const at = top;
    top += heightOf(row);
    return { row, at };
  });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={widthPx}
      height={(widthPx * HEIGHT) / WIDTH}
      aria-hidden="true"
      style={{ display: 'block', flex: 'none' }}
    >
      <rect width={WIDTH} height={HEIGHT} fill={colours.ground} />
      <rect x={7} y={7} width={WIDTH - 14} height={HEIGHT} fill={colours.paper} />
      {placed.map(({ row, at }, nth) => (
        <Row key={nth} row={row} top={at} colours={colours} />
      ))}
      <rect x={0.5} y={0.5} width={WIDTH - 1} height={HEIGHT - 1} fill="none" stroke="#d4d4d4" />
    </svg>
  );
}

interface RowProps {
  row: SketchRow;
  top: number;
  colours: Sketch['colours'];
}

const MOST_LETTERS = 22;
const cut = (words = ''): string => (words.length > MOST_LETTERS ? `${words.slice(0, MOST_LETTERS - 1)}…` : words);

function Row({ row: { kind, words, count = 1 }, top, colours }: RowProps) {
  const middle = WIDTH / 2;
  const box = (x: number, width: number, height: number, fill: string, y = top) => (
    <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} rx={2} fill={fill} />
  );
  switch (kind) {
    case 'logo':
      return box(middle - 16, 32, 6, colours.accent);
    case 'title':
      return (
        <text x={INSET} y={top + 8} fontSize={8} fontWeight={700} fill={colours.ink}>
          {cut(words)}
        </text>
      );
    case 'lines':
      return Array.from({ length: count }, (_each, nth) =>
        box(INSET, nth === count - 1 ? INNER * 0.6 : INNER, 2, colours.quiet, top + nth * LINE_PX),
      );
    case 'picture':
      return box(INSET, INNER, 28, colours.line);
    case 'button':
      return (
        <>
          {box(middle - 26, 52, 12, colours.accent)}
          <text x={middle} y={top + 8.5} fontSize={6} textAnchor="middle" fill={colours.paper}>
            {cut(words).slice(0, 14)}
          </text>
        </>
      );
    case 'products':
      return Array.from({ length: count }, (_each, nth) => {
        const width = (INNER - (count - 1) * 6) / count;
        return box(INSET + nth * (width + 6), count === 1 ? 24 : width, 24, colours.line);
      });
    case 'coupon':
      return (
        <rect
          {...{
            x: INSET,
            y: top,
            width: INNER,
            height: 14,
            fill: 'none',
            stroke: colours.accent,
            strokeDasharray: '3 2',
          }}
        />
      );
    case 'line':
      return box(INSET, INNER, 1, colours.line, top + 3);
    case 'gap':
      return null;
    case 'foot':
      return box(middle - 24, 48, 2, colours.line, top + 4);
  }
}
