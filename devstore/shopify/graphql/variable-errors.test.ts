import { execute, getOperationAST, parse, type ExecutionResult, type GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../admin-schema/admin-schema';
import { schemaFile } from '../testing/test-world';
import { variableFault } from './variable-errors';

const { schema } = loadAdminSchema(schemaFile);
const document = parse(`mutation Consent(
  $input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) { userErrors { message } } }`);

function faultOf(variables: Record<string, unknown>) {
  const result = execute({ schema, document, variableValues: variables }) as ExecutionResult;
  return variableFault(result.errors?.[0] as GraphQLError, getOperationAST(document)!, schema, variables);
}

const customerId = 'gid://shopify/Customer/1';
const type = 'Variable $input of type CustomerEmailMarketingConsentUpdateInput! was provided invalid value';

describe('a variable that does not fit, as recorded of the real service', () => {
  it('not given at all', () => {
    expect(faultOf({})).toEqual({
      message: type,
      locations: [{ line: 2, column: 3 }],
      extensions: {
        code: 'INVALID_VARIABLE',
        value: null,
        problems: [{ path: [], explanation: 'Expected value to not be null' }],
      },
    });
  });

  it.each([
    [{ customerId }, ['emailMarketingConsent'], 'Expected value to not be null'],
    [{ customerId, emailMarketingConsent: null }, ['emailMarketingConsent'], 'Expected value to not be null'],
    [
      { customerId, emailMarketingConsent: { marketingState: null } },
      ['emailMarketingConsent', 'marketingState'],
      'Expected value to not be null',
    ],
    [
      { customerId, emailMarketingConsent: { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'BOGUS' } },
      ['emailMarketingConsent', 'marketingOptInLevel'],
      'Expected "BOGUS" to be one of: CONFIRMED_OPT_IN, SINGLE_OPT_IN, UNKNOWN',
    ],
  ])('%j', (input, path, explanation) => {
    expect(faultOf({ input })).toMatchObject({
      message: `${type} for ${path.join('.')} (${explanation})`,
      extensions: { code: 'INVALID_VARIABLE', value: input, problems: [{ path, explanation }] },
    });
  });
});
