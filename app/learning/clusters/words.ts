import { formatMoney } from '~/platform/money';
import type { Trait } from './describe-clusters';
import { NEVER_DAYS, type Feature } from './features';

const NAMED_BY = 2;

/**
 * A name for each cluster of a run, by what sets it apart most: “Buy often, spend much”. Names differ: one that is taken goes on with what sets the
 * cluster apart besides. Those that have a name keep it.
 */
export function nameClusters(
  clusters: readonly { traits: readonly Trait[]; name: string | null }[],
  features: readonly Feature[],
): string[] {
  const taken = new Set(clusters.flatMap(({ name }) => (name === null ? [] : [name])));
  return clusters.map(({ traits, name }) => {
    if (name !== null) return name;
    const words = wordsOf(traits, features);
    const free = candidates(words).find((each) => !taken.has(each)) ?? numbered(words, taken);
    taken.add(free);
    return free;
  });
}

/** The words of each theme's plainest trait. */
function wordsOf(traits: readonly Trait[], features: readonly Feature[]): string[] {
  const byTheme = new Map<string, string>();
  for (const trait of traits) {
    const feature = features.find(({ key }) => key === trait.feature);
    if (feature && !byTheme.has(feature.theme)) byTheme.set(feature.theme, sideOf(feature, trait));
  }
  const words = [...new Set(byTheme.values())];
  const plain = words.includes(NEVER_BOUGHT) ? words.filter((each) => !FOLLOWS.includes(each)) : words;
  return plain.length ? plain : ['like everybody else'];
}

const NEVER_BOUGHT = 'never bought';
/** What goes without saying of whoever never bought. */
const FOLLOWS = ['never with a discount', 'buy without discounts', 'buy seldom', 'buy few pieces', 'spend little'];

/** None at all is plainer than few, and never than long ago. */
function sideOf({ key, high, low, of }: Feature, { own, effect }: Trait): string {
  if (effect > 0) return of.kind === 'age' && own >= NEVER_DAYS ? NEVER_BOUGHT : high;
  return own === 0 ? (NONE[key] ?? low) : low;
}

const NONE: Readonly<Record<string, string>> = {
  ...{ orders: NEVER_BOUGHT, items: NEVER_BOUGHT, spent: NEVER_BOUGHT },
  ...{ discounted: 'never with a discount', views90: 'do not look', views30: 'do not look now' },
};

/** Two traits make a name, where that is free; then three, and so on. */
function candidates(words: readonly string[]): string[] {
  const lengths = words.map((_, at) => at + 1).filter((length) => length >= Math.min(NAMED_BY, words.length));
  return lengths.map((length) => nameOf(words.slice(0, length)));
}

function numbered(words: readonly string[], taken: ReadonlySet<string>): string {
  let number = 2;
  const name = nameOf(words.slice(0, NAMED_BY));
  while (taken.has(`${name} (${number})`)) number += 1;
  return `${name} (${number})`;
}

const nameOf = (words: readonly string[]): string => {
  const name = words.join(', ');
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** What sets a cluster apart in sentences: “They spent €210.00 in all; everybody else €45.00.” */
export function sentencesOf(traits: readonly Trait[], features: readonly Feature[], currency: string): string[] {
  return traits.flatMap((trait) => {
    const feature = features.find(({ key }) => key === trait.feature);
    if (!feature) return [];
    const [own, others] = [figure(feature, trait.own, currency), figure(feature, trait.others, currency)];
    if (feature.of.kind === 'choice') return `Of them ${feature.say.replace('%', own)}; of everybody else ${others}.`;
    const isNever = feature.of.kind === 'age' && trait.own >= NEVER_DAYS;
    if (isNever) return `Most of them never ordered; everybody else ${feature.say.replace('%', others)}.`;
    return `They ${feature.say.replace('%', own)}; everybody else ${others}.`;
  });
}

function figure({ of }: Feature, value: number, currency: string): string {
  switch (of.kind) {
    case 'money':
      return formatMoney({ minor: Math.round(value), currency });
    case 'choice':
      return `${Math.round(value * 100)} %`;
    case 'age':
      return value >= NEVER_DAYS ? 'never' : String(Math.round(value));
    default:
      return value < 10 ? String(Math.round(value * 10) / 10) : String(Math.round(value));
  }
}
