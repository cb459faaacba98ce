import type { Growth } from '~/ops/segments/growth';

const WIDTH = 96;
const HEIGHT = 24;
const PADDING = 2;
const DAYS = 30;

/** How a segment grew, at a glance; what it says stands beside it in words. Where days are not known the line breaks off. */
export function Sparkline({ points }: Pick<Growth, 'points'>) {
  if (points.length < 2) return null;
  const sizes = points.map(({ people }) => people);
  const [low, high] = rangeOf(sizes);
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

/** So much of the height stands for few people at the least: one who comes and goes is no mountain. */
const LEAST_SHARE = 0.1;
const LEAST_PEOPLE = 5;

function rangeOf(sizes: readonly number[]): [low: number, high: number] {
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const missing = Math.max(0, LEAST_PEOPLE - (high - low), high * LEAST_SHARE - (high - low));
  return [low - missing / 2, high + missing / 2];
}

const yOf = (people: number, low: number, high: number): number =>
  rounded(HEIGHT - PADDING - ((people - low) / (high - low)) * (HEIGHT - 2 * PADDING));
