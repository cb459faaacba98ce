import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { appOperations, loadAdminSchema } from '../../../setup/operation-types';
import { inProject } from '../../../setup/places.mjs';
import { API_VERSION } from './api-version';
import { bulkQueries } from './operations';

const schema = loadAdminSchema();
const problemsOf = (document: string): string[] => validate(schema, parse(document)).map((error) => error.message);

describe('every operation of the app', () => {
  test.each(appOperations())('$name is one that Shopify knows', ({ document }) => {
    expect(problemsOf(document)).toEqual([]);
  });

  test('is among those that are looked at: bulk queries, too', () => {
    const names = appOperations().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['shopDetails', 'liveVariants', ...Object.keys(bulkQueries)]));
    expect(new Set(names).size).toBe(names.length);
  });

  test('would be found wrong if it were', () => {
    expect(problemsOf('{ shop { nam } }')).toEqual([expect.stringContaining('Did you mean "name"')]);
  });

  test.each(appOperations())('$name asks for nothing that is going away', ({ document }) => {
    const deprecated = [...document.matchAll(/\b(\w+)\b/g)].map(([, word]) => word);
    const fields = new Set(deprecatedFields());
    expect(
      deprecated.filter((word) => fields.has(word ?? '')),
      'fields Shopify has deprecated everywhere',
    ).toEqual([]);
  });
});

/** Names of fields that are deprecated on every type that has them. */
function deprecatedFields(): string[] {
  const states = new Map<string, boolean>();
  for (const type of Object.values(schema.getTypeMap()))
    if ('getFields' in type)
      for (const [name, field] of Object.entries(type.getFields())) {
        const isDeprecated = 'deprecationReason' in field && typeof field.deprecationReason === 'string';
        states.set(name, (states.get(name) ?? true) && isDeprecated);
      }
  return [...states].flatMap(([name, isDeprecated]) => (isDeprecated ? [name] : []));
}

test('the types of what operations take and give are those of this schema and these operations', () => {
  const committed = readFileSync(new URL('./operations.gen.ts', import.meta.url), 'utf8');
  // In a process of its own, as `npm run codegen` runs: the generator and this test would share no graphql.
  const program = `import { generateOperationTypes } from './setup/operation-types.ts'; process.stdout.write(await generateOperationTypes());`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program],
    {
      cwd: inProject(),
      encoding: 'utf8',
    },
  );
  expect(status, stderr).toBe(0);
  expect(stdout, 'run `npm run codegen`').toBe(committed);
});

test('the version is a quarter of a year', () => {
  expect(API_VERSION).toMatch(/^20\d\d-(01|04|07|10)$/);
});
