import type { JournalWriter } from '../../kept/journal';
import { fromPlainJson, toPlainJson } from '../../kept/plain-json';
import type { ActionClock } from './action-clock';
import type { ShopifyLiveStore } from './contract';
import { StoreRefusal } from './refusal';

/** Something that was done to the store. */
export interface StoreCall {
  /** Business time, ISO. */
  at: string;
  name: string;
  args: unknown[];
  /** Id or token of what came of it, or why it was refused: what doing it again has to give too. */
  gave: string;
}

export interface KeptStore {
  store: ShopifyLiveStore;
  /** Does again, in order, what was done to the same data before. Throws with the remedy where something else comes of it. */
  replay(calls: readonly StoreCall[]): void;
  /** True within `replay`: whoever is told of a change has heard of it already. */
  isReplaying(): boolean;
}

/** What only reads. Whatever else the store offers is a change and is kept: a new function cannot be forgotten here. */
const READS: readonly (keyof ShopifyLiveStore)[] = [
  ...(['data', 'cart', 'checkout', 'checkouts', 'refundsOf', 'fulfillmentOf'] as const),
  ...(['discounts', 'discountCodes'] as const),
];

type Action = (...args: unknown[]) => unknown;

/**
 * A store whose changes are noted. A call is noted once it is done, in one line with the webhooks it made and before anybody hears of it:
 * cut short, it has left no trace. A refused call is noted too, since it may have drawn random numbers.
 */
export function keepStore(
  store: ShopifyLiveStore,
  { clock, journal }: { clock: ActionClock; journal: JournalWriter<{ kind: 'call'; call: StoreCall }> },
): KeptStore {
  const actions = new Map(Object.entries(store).filter(([name]) => !READS.some((read) => read === name)));
  let isReplaying = false;

  const carryOut = (name: string, args: unknown[], at: Date): Outcome =>
    clock.during(at, () => attempt(() => (actions.get(name) as Action)(...args)));

  const noting = (name: string): Action => {
    return (...given) => {
      // As they will be read back, so that doing it again starts from the same.
      const args = fromPlainJson<unknown[]>(toPlainJson(withoutBlankEnd(given)));
      const at = clock.now();
      const outcome = carryOut(name, args, at);
      journal.note({ kind: 'call', call: { at: at.toISOString(), name, args, gave: nameOf(outcome) } });
      journal.flush();
      if ('refusal' in outcome) throw outcome.refusal;
      return outcome.value;
    };
  };

  const noted = Object.fromEntries([...actions.keys()].map((name) => [name, noting(name)]));
  return {
    store: { ...store, ...(noted as unknown as ShopifyLiveStore) },
    isReplaying: () => isReplaying,
    replay(calls) {
      isReplaying = true;
      for (const [index, { name, args, at, gave }] of calls.entries()) {
        const given = actions.has(name) ? nameOf(carryOut(name, args, new Date(at))) : 'nothing, as it is not known';
        if (given !== gave)
          throw new Error(
            `The kept shop cannot be built up again: step ${index + 1} (${name}) gave ${gave} and now gives ${given}. ` +
              'This happens when the dev store itself was changed in between. Begin anew with --reset.',
          );
      }
      isReplaying = false;
    },
  };
}

type Outcome = { value: unknown } | { refusal: StoreRefusal };

function attempt(action: () => unknown): Outcome {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof StoreRefusal) return { refusal: error };
    throw error;
  }
}

function nameOf(outcome: Outcome): string {
  if ('refusal' in outcome) return `refused: ${outcome.refusal.code}`;
  const { value } = outcome;
  if (typeof value !== 'object' || value === null) return 'done';
  if ('token' in value) return String(value.token);
  return 'id' in value ? String(value.id) : 'done';
}

/** JSON would make null of an argument that was left out. */
function withoutBlankEnd(args: unknown[]): unknown[] {
  const end = args.findLastIndex((each) => each !== undefined);
  return args.slice(0, end + 1);
}
