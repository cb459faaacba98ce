import { plainProblem } from '~/integrations/segment-spec/plain-values';
import { findPerson, type PersonQuestion } from '~/ops/find-person.server';
import { profileAnswer, refusedAnswer } from './answers';
import { INVALID, invalid, refuse, type ApiAnswer, type ApiCall, type ApiDeps, type ApiRoute } from './route';

const BY = {
  email: 'A whole email address',
  external_id: 'What programs told as userId',
  customer_id: 'A customer’s number or global id in Shopify',
};

const LONGEST_VALUE = 300;

export const profileRoute: ApiRoute = {
  method: 'get',
  path: '/api/v1/profiles',
  summary: 'One person, found by exactly one of these; each look is written down',
  scopes: ['data:read'],
  query: Object.entries(BY).map(([name, description]) => ({ name, description })),
  answers: {
    200: { description: 'The person', schema: profileAnswer },
    404: { description: 'This shop knows nobody like that', schema: refusedAnswer },
    ...INVALID,
  },
  handle,
};

async function handle(deps: ApiDeps, { caller, query }: ApiCall): Promise<ApiAnswer> {
  const given = [...query];
  const [first] = given;
  if (!first || given.length > 1 || !Object.hasOwn(BY, first[0]))
    return invalid('', `is not needed, but exactly one of ${Object.keys(BY).join(', ')} in the address`);
  const [by, value] = first;
  if (!value || value.length > LONGEST_VALUE) return invalid(by, `has 1 to ${LONGEST_VALUE} characters`);
  const unfit = plainProblem(value);
  if (unfit) return invalid(by, unfit.problem);
  const question = { by, value } as PersonQuestion;
  const person = await findPerson(deps, caller.shopId, question, caller.keyId);
  return person ? { status: 200, body: person } : refuse(404, 'not-found', 'This shop knows nobody like that.');
}
