import type { FactRequest } from '~/customers/rules/evaluate';
import type { FactValue } from '~/customers/rules/facts';
import type { KnownPerson, Moment } from '~/customers/rules/known-person';
import { answersTo, isMeant } from '~/customers/rules/measure';
import { flowRequestKey, type FlowFacts, type FlowRequest } from './requests';

type First = Extract<FlowRequest, { kind: 'first' }>;
type Zone = Extract<FlowRequest, { kind: 'zone' }>;
const isFirst = (request: FlowRequest): request is First => request.kind === 'first';
export const isZone = (request: FlowRequest): request is Zone => request.kind === 'zone';
const isOfRules = (request: FlowRequest): request is FactRequest => !isFirst(request) && !isZone(request);
const isOfCart = (request: FlowRequest): boolean => request.kind === 'fact' && request.fact.startsWith('cart.');

/** IANA names. */
export interface Zones {
  shop: string;
  person: string;
}

/** Answers exactly what is asked, from what is known of one person at a moment. Pure: whatever moment that is. */
export function answerRequests(
  requests: readonly FlowRequest[],
  known: KnownPerson,
  moment: Moment,
  zones: Zones,
): FlowFacts {
  return {
    ...answersTo(requests.filter(isOfRules), known, moment),
    ...answers(requests.filter(isFirst), (request) => firstOf(request, known)),
    ...answers(requests.filter(isZone), ({ of }) => zones[of]),
  };
}

/** What has to be known of a person, as rules would ask it; of a cart, the run knows which. */
export const personalRequests = (requests: readonly FlowRequest[]): FactRequest[] => [
  ...requests.filter(isOfRules).filter((request) => !isOfCart(request)),
  ...requests.filter(isFirst).flatMap(eventsAskedBy),
];

export const asksOfCart = (requests: readonly FlowRequest[]): boolean => requests.some(isOfCart);

const answers = <R extends FlowRequest>(
  requests: readonly R[],
  answer: (request: R) => FactValue,
): Record<string, FactValue> =>
  Object.fromEntries(requests.map((request) => [flowRequestKey(request), answer(request)]));

const eventsAskedBy = ({ events, since }: First): FactRequest[] =>
  events.map((choice) => ({ kind: 'measure', leaf: { kind: 'happened', ...choice, atLeast: 1, within: { since } } }));

function firstOf({ events, since, until }: First, person: KnownPerson): FactValue {
  const [after, last] = [Date.parse(since), Date.parse(until)];
  const times = events.flatMap((choice) =>
    (person.events.get(choice.event) ?? [])
      .filter((event) => event.at > after && event.at <= last && isMeant(choice, event, person))
      .map((event) => event.at),
  );
  return times.length ? new Date(Math.min(...times)).toISOString() : null;
}
