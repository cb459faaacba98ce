import { sentence } from '~/customers/rules/sentence';
import type { FlowDefinition } from '../flows/language/flow';
import type { TurnedAway } from '../flows/runner/entering';
import { whenWords, type SpokenShop } from './spoken-shop';

const allOf = new Intl.ListFormat('en', { type: 'conjunction' });

/** Why somebody did not enter a flow though they set it off, in a sentence. Renders what was stored; nothing is computed again. */
export function turnedAwayWords(why: TurnedAway, { trigger, name }: FlowDefinition, shop: SpokenShop): string {
  if (why.kind === 'again') {
    const until = why.againFrom === null ? 'once is enough' : `they may come again ${whenWords(why.againFrom, shop)}`;
    return `“${name}” did not begin for them: they had left it ${whenWords(why.endedAt, shop)}, and ${until}.`;
  }
  const { when } = trigger;
  const parts = when.kind === 'all' ? why.missing.flatMap((place) => when.rules[place] ?? []) : [when];
  return `“${name}” did not begin for them: it begins only where ${allOf.format(parts.map((part) => sentence(part)))}.`;
}
