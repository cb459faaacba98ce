import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../admin-schema/admin-schema';
import { schemaFile } from '../testing/test-world';
import { documentErrors } from './validation';

const { schema } = loadAdminSchema(schemaFile);
const faults = (query: string) => documentErrors(schema, parse(query));

describe('a document that does not fit the schema', () => {
  it('names an unknown field as the server does', () => {
    expect(faults('query Read {\n  products(first: 1) {\n    nodes {\n      id\n      colour\n    }\n  }\n}')).toEqual([
      {
        message: "Field 'colour' doesn't exist on type 'Product'",
        locations: [{ line: 5, column: 7 }],
        path: ['query Read', 'products', 'nodes', 'colour'],
        extensions: { code: 'undefinedField', typeName: 'Product', fieldName: 'colour' },
      },
    ]);
  });

  it.each([
    [
      '{ shop }',
      "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
      'selectionMismatch',
    ],
    ['{ shop(id: 1) { id } }', "Field 'shop' doesn't accept argument 'id'", 'argumentNotAccepted'],
    ['{ order { id } }', "Field 'order' is missing required arguments: id", 'missingRequiredArguments'],
    ['{ order(id: $id) { id } }', 'Variable $id is used but not declared', 'variableNotDefined'],
    ['query($id: ID) { shop { id } }', 'Variable $id is declared but not used', 'variableNotUsed'],
    ['mutation { checkoutCreate { id } }', "Field 'checkoutCreate' doesn't exist on type 'Mutation'", 'undefinedField'],
  ])('%s', (query, message, code) => {
    expect(faults(query)).toMatchObject([{ message, extensions: { code } }]);
  });

  it('deprecated fields are no fault', () => {
    expect(faults('{ customers(first: 1) { nodes { email phone } } }')).toEqual([]);
  });
});
