import { answerWords, type AnswerWords } from '~/decisions/explanations/answer-words';
import { decisionWords, outcomeWords, whereWords } from '~/decisions/explanations/decision-words';
import { reasonWords } from '~/decisions/explanations/reason-words';
import { capitalised, instantWords, keyWords, whenWords, type SpokenShop } from '~/decisions/explanations/spoken-shop';
import { turnedAwayWords } from '~/decisions/explanations/turned-away-words';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { PersonReplay, ReplayedMail, ReplayedRun } from '~/decisions/flows/replay/replayed';

/** One thing that would have happened, told by what was seen then. */
export interface StoryStep {
  at: string;
  says: string[];
  knew: string[];
  /** What each rule of the arbiter said; empty where it was not asked. */
  answers: AnswerWords[];
}

export interface StoryRun {
  startedAt: string;
  /** Where it stands, or how it ended, in a sentence. */
  now: string;
  steps: StoryStep[];
}

export interface ToldStory {
  runs: StoryRun[];
  turnedAway: { at: string; says: string }[];
  collisions: string[];
}

/** What a flow would have done for one person, step by step: the looks and answers of the replay in words, by the sentences in which stored ones are told. */
export function toldStory(
  { runs, turnedAway, collisions }: PersonReplay,
  flow: FlowDefinition,
  shop: SpokenShop,
): ToldStory {
  return {
    runs: runs.map((run) => toldRun(run, flow, shop)),
    turnedAway: turnedAway.map(({ at, why }) => ({ at: at.toISOString(), says: turnedAwayWords(why, flow, shop) })),
    collisions: collisions.map(({ flowKey, stepKey, sentAt, until }) => {
      const of = flowKey === null ? 'a campaign' : `the flow “${keyWords(flowKey)}”`;
      return `The ${keyWords(stepKey)} of ${of}, which went ${whenWords(sentAt, shop)}, would have waited until ${instantWords(until, shop)}.`;
    }),
  };
}

/** What happened is told as of when it did, which stands beside it: what is “tomorrow” now was today then. */
const asOf = (shop: SpokenShop, at: Date): SpokenShop => ({ ...shop, now: at.toISOString() });

function toldRun(run: ReplayedRun, flow: FlowDefinition, shop: SpokenShop): StoryRun {
  const looks = run.looks.map(({ at, evaluation }): StoryStep => ({
    at: at.toISOString(),
    ...decisionWords(evaluation, flow, asOf(shop, at)),
    answers: [],
  }));
  const last = run.looks.at(-1)?.evaluation ?? null;
  const steps = [...looks, ...run.mails.flatMap((mail) => toldMail(mail, shop))];
  return {
    startedAt: run.startedAt.toISOString(),
    now: run.outcome ? outcomeWords(run.outcome, flow) : whereWords(run.state.node, last, flow, shop),
    steps: steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
  };
}

function toldMail({ step, asked, reason, plannedAt }: ReplayedMail, shop: SpokenShop): StoryStep[] {
  const name = capitalised(keyWords(step));
  if (asked.length === 0 && reason)
    return [{ at: plannedAt.toISOString(), says: [`${name}: ${reasonWords(reason)}`], knew: [], answers: [] }];
  return asked.map(({ at, decision, answers }) => ({
    at: at.toISOString(),
    says: [
      decision.kind === 'send'
        ? `${name}: it would have gone.`
        : `${name}: ${reasonWords(decision.reason)}${decision.kind === 'defer' ? ` It is asked again ${whenWords(decision.until, asOf(shop, at))}.` : ''}`,
    ],
    knew: [],
    answers: answers.map((answer) => answerWords(answer, asOf(shop, at))),
  }));
}
