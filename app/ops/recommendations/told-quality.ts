import type { Context } from '~/decisions/recommendations/model';
import { CONTEXT_TERMS } from '~/learning/recommendations/contexts';
import { HYBRID } from '~/learning/recommendations/evaluate-model';
import type { MeasuredContext, MeasuredQuality, Worth } from '../recommender-quality';
import { differenceWords, FEW_CASES } from './difference-words';
import { numberWords, percentWords } from './number-words';
import { situationWords, SITUATIONS } from './situation-words';
import { strategiesOf, type ShownStrategy } from './told-strategies';

/** What can be said of a situation: `thin` where chance alone could make the difference. */
export type Standing = 'better' | 'worse' | 'unclear' | 'thin';

export interface ShownFound {
  words: string;
  share: number;
  percent: string;
}

export interface ShownHistory {
  label: string;
  cases: string;
  kindred: string;
  bestSellers: string;
}

export interface ShownSituation {
  context: Context;
  title: string;
  asked: string;
  cases: string;
  standing: Standing;
  /** Kindred first, then best-sellers alone. */
  found: ShownFound[];
  /** The difference and how sure it is. */
  difference: string;
  /** What would make it surer; null: nothing is missing. */
  advice: string | null;
  strategies: ShownStrategy[];
  histories: ShownHistory[];
  goneBy: string;
}

export interface NotAsked {
  title: string;
  more: string;
}

/** Each situation in which the version that serves was measured, and those in which there was nothing to measure it by. */
export function toldQuality(
  quality: MeasuredQuality,
  locale: string,
): { situations: ShownSituation[]; notAsked: NotAsked[] } {
  const situations = SITUATIONS.flatMap((context): ShownSituation[] => {
    const measured = quality.contexts[context];
    const told = measured && situationOf(context, measured, quality.mixes[context], locale);
    return told ? [told] : [];
  });
  const told = new Set(situations.map(({ context }) => context));
  const notAsked = SITUATIONS.filter((context) => !told.has(context)).map((context) => situationWords[context]);
  return { situations, notAsked: notAsked.map(({ title, more }) => ({ title, more })) };
}

function situationOf(
  context: Context,
  measured: MeasuredContext,
  mix: Record<string, number> | undefined,
  locale: string,
): ShownSituation | null {
  const [ours, popular] = [measured.strategies[HYBRID], measured.strategies['best-sellers']];
  if (!ours || !popular) return null;
  const { title, asked, cases, more, goneBy } = situationWords[context];
  const standing = standingOf(measured);
  const among = CONTEXT_TERMS[context].aim === 'hr20' ? { words: 'twenty', key: 'hr20' as const } : TEN;
  const found = (who: string, worth: Worth): ShownFound => ({
    words: `${who} among ${among.words}`,
    share: worth[among.key],
    percent: percentWords(worth[among.key], locale),
  });
  return {
    ...{ context, title, asked, standing },
    cases: countOf(measured.cases, cases, locale),
    found: [found('Kindred has it', ours), found('Best-sellers alone have it', popular)],
    difference: differenceWords(context, measured, locale),
    advice: standing === 'thin' || standing === 'unclear' ? more : null,
    strategies: strategiesOf(measured, mix, locale),
    histories: measured.histories.map(({ label, cases: count, hitRate10, popularityHitRate10 }) => ({
      label: historyWords(label, goneBy),
      cases: numberWords(count, locale),
      kindred: percentWords(hitRate10, locale),
      bestSellers: percentWords(popularityHitRate10, locale),
    })),
    goneBy: goneBy[1],
  };
}

const TEN = { words: 'ten', key: 'hr10' as const };

const countOf = (count: number, [one, many]: readonly [string, string], locale: string): string =>
  `${numberWords(count, locale)} ${count === 1 ? one : many}`;

/** `1 past order`, `2 to 3 past orders`, `4 past orders or more`. */
function historyWords(label: string, [one, many]: readonly [string, string]): string {
  if (label === '1') return `1 ${one}`;
  const more = /^(\d+)\+$/.exec(label);
  return more ? `${more[1]} ${many} or more` : `${label.replace('-', ' to ')} ${many}`;
}

function standingOf({ cases, gain }: MeasuredContext): Standing {
  if (cases < FEW_CASES) return 'thin';
  if (!gain || (gain.low <= 0 && gain.high >= 0)) return 'unclear';
  return gain.low > 0 ? 'better' : 'worse';
}
