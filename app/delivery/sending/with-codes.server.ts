import { giveCodes } from '~/decisions/offers/give-codes.server';
import { arbitrate } from '~/decisions/send-policy/arbiter/decide-send';
import { subjectOfMessage } from '~/decisions/send-policy/message-subject';
import type { Allowed, Gathered, Going, PrepareContext, PrepareDeps, Prepared } from './prepared';

/** Gives a code to each mail that is to carry one; who finds none left waits, rather than get a mail with a hole. */
export async function withCodes(
  deps: PrepareDeps,
  { shop }: PrepareContext,
  allowed: Allowed[],
): Promise<{ going: Going[]; without: Prepared[] }> {
  const offerOf = ({ message }: Gathered) => subjectOfMessage(message).offerId;
  const wanting = allowed.flatMap((each) => {
    const offerId = offerOf(each);
    return offerId ? [{ messageId: each.message.id, profileId: each.message.profileId, offerId }] : [];
  });
  const given = await giveCodes(deps, shop, wanting);
  const isWithout = (each: Gathered) => offerOf(each) !== undefined && !given.has(each.message.id);
  return {
    going: allowed
      .filter((each) => !isWithout(each))
      .map((each) => ({ ...each, code: given.get(each.message.id) ?? null })),
    without: allowed.filter(isWithout).map(withoutCode),
  };
}

function withoutCode({ message, gathered: { facts } }: Gathered): Prepared {
  const { decision, answers } = arbitrate({ ...facts, offer: facts.offer && { ...facts.offer, ...NO_CODE } });
  if (decision.kind === 'send') throw new Error(`message ${message.id} was to carry a code and has none`);
  return { kind: 'not-now', message, decision, answers };
}

const NO_CODE = { hasOwn: false, hasFree: false };
