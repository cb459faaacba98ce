import { factsOf, type PostmarkFact } from './facts';

/** The facts that still say something: each thing as it is now, and the reports that are still to be made. */
export function compact(facts: readonly PostmarkFact[]): PostmarkFact[] {
  const states = newestById(factsOf(facts, 'message-state'), ({ id }) => id);
  const reported = new Set(factsOf(facts, 'reported').map(({ serial }) => serial));
  return [
    ...factsOf(facts, 'account').slice(-1),
    ...factsOf(facts, 'message').map(({ kind, message }) => {
      const { kind: _kind, ...state } = states.get(message.id) ?? { kind };
      return { kind, message: { ...message, ...state } };
    }),
    ...factsOf(facts, 'open'),
    ...factsOf(facts, 'click'),
    ...newestById(factsOf(facts, 'bounce'), ({ bounce }) => bounce.id).values(),
    ...factsOf(facts, 'report').filter(({ report }) => !reported.has(report.serial)),
  ];
}

function newestById<F, I>(facts: readonly F[], idOf: (fact: F) => I): Map<I, F> {
  return new Map(facts.map((fact) => [idOf(fact), fact]));
}
