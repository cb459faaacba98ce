import { useEffect, useRef, useState } from 'react';
import type { Rule } from '~/customers/rules/rule';
import type { CountAnswer } from '~/ops/segments/count-rule.server';
import { useQuestion } from '../use-question';

/** So long after the last key nobody is still typing. */
const PAUSE_MS = 400;

export interface LiveCount {
  /** To the rule as it stands now; null: not there yet. */
  answer: CountAnswer | null;
  isAsking: boolean;
}

/**
 * Asks whom a rule means each time it rests; a late answer to what was asked before is not shown.
 * @param rule null: it says nothing yet
 * @param id of the segment; `new`
 * @param isBuilt its members are known; once they are it is asked again
 */
export function useLiveCount(rule: Rule | null, id: string, isBuilt: boolean): LiveCount {
  const question = useQuestion<CountAnswer>('/app/segments/count');
  const ask = useRef(question.ask);
  ask.current = question.ask;
  const questions = useRef(0);
  const [wanted, setWanted] = useState('');
  const text = rule ? JSON.stringify(rule) : '';
  useEffect(() => {
    setWanted('');
    if (!text) return;
    const timer = setTimeout(() => {
      const asked = String(++questions.current);
      setWanted(asked);
      ask.current({ asked, id, rule: text });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, id, isBuilt]);
  const answer = wanted && question.answer?.asked === wanted ? question.answer : null;
  return { answer, isAsking: text !== '' && answer === null };
}
