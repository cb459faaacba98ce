import { createContext, useContext } from 'react';
import type { FlowSpeaker } from '~/decisions/explanations/flow-words';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import type { FlowNode } from '~/decisions/flows/language/node';
import type { FlowPage } from '~/ops/flows/flow-page.server';
import type { Names } from '~/ops/segments/shop-speaker.server';
import type { Part } from './draft-problems';
import type { Place } from './graph-edits';

/** What every part of a flow's editor can ask and do. */
export interface FlowEditing {
  page: FlowPage;
  draft: FlowDraft;
  speaker: FlowSpeaker;
  /** What ids are called, with what was just picked. */
  names: Names;
  addNames(names: Names): void;
  /** It is only looked at. */
  isFixed: boolean;
  selected: Part | null;
  select(part: Part | null): void;
  problemsOf(part: Part): string[];
  /** @param what names what is changed, so that letters of one field are one change; null: a change of its own */
  change(change: (draft: FlowDraft) => FlowDraft, what: string | null): void;
  changeStep(node: FlowNode, field: string): void;
  add(place: Place, kind: FlowNode['kind']): void;
  remove(key: string, kept?: string): void;
  lead(place: Place, to: string): void;
  rename(key: string, name: string): void;
}

const FlowEditingContext = createContext<FlowEditing | null>(null);
export const FlowEditingProvider = FlowEditingContext.Provider;

export function useFlowEditing(): FlowEditing {
  const editing = useContext(FlowEditingContext);
  if (!editing) throw new Error('a part of the flow’s editor stands outside of it');
  return editing;
}
