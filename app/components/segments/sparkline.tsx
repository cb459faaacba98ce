import type { Growth } from '~/ops/segments/growth';

const WIDTH = 96;
const HEIGHT = 24;
const PADDING = 2;
const DAYS = 30;

/** How a segment grew, at a glance; what it says stands beside it in words. Where days are not known the line breaks off. */
export function Sparkline({ points }: Pick<Growth, 'points'>) {
  if (points.length < 2) return null;
  const sizes = points.map(({ people }) => people);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const path = points.map(({ day, people }, at) => {
    const isNext = at > 0 && points[at - 1]?.day === day - 1;
    return `${isNext ? 'L' : 'M'}${xOf(day)} ${yOf(people, low, high)}`;
  });
  const last = points.at(-1);
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <path d={path.join('')} fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinejoin="round" />
      {last && <circle cx={xOf(last.day)} cy={yOf(last.people, low, high)} r={2} fill="currentColor" />}
    </svg>
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
const xOf = (day: number): number => rounded(PADDING + (day / DAYS) * (WIDTH - 2 * PADDING));

/** Nobody changed: in the middle. */
function yOf(people: number, low: number, high: number): number {
  const share = high > low ? (people - low) / (high - low) : 0.5;
  return rounded(HEIGHT - PADDING - share * (HEIGHT - 2 * PADDING));
}
