import { createContext, useContext } from 'react';
import type { KnownValues } from '~/ops/recommendations/shelf.server';
import type { Names } from '~/ops/segments/shop-speaker.server';
import type { PageShop } from '~/ops/shop-context.server';
import type { Draft, NewKey } from './draft';

/** What every field of the editor can ask and do. */
export interface Editing {
  shop: PageShop;
  segments: { id: string; name: string }[];
  known: KnownValues;
  names: Names;
  /** Of what was just picked. */
  addNames(names: Names): void;
  newKey: NewKey;
  change(key: string, change: (part: Draft) => Draft | null): void;
  add(groupKey: string, part: Draft, behind?: string): void;
  problemsOf(key: string): string[];
  /** Of how many people a condition alone holds; null: not known yet. */
  peopleOf(key: string): number | null;
}

const EditingContext = createContext<Editing | null>(null);
export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('a field of the editor stands outside of it');
  return editing;
}
