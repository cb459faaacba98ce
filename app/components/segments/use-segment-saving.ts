import type { SegmentOutcome } from '~/ops/segments/change-segment.server';
import { useChangeSaving, type ChangeSaving } from '../use-change-saving';

type Done = Exclude<SegmentOutcome, { kind: 'refused' }>;
type Problem = Extract<SegmentOutcome, { kind: 'refused' }>['problems'][number];
export type SegmentSaving = ChangeSaving<Problem>;

/** Submits a change of a segment. */
export const useSegmentSaving = (action: string, saidWhenDone: string, onDone?: (done: Done) => void): SegmentSaving =>
  useChangeSaving<Done, Problem>(action, saidWhenDone, onDone);
