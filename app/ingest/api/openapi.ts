import { z } from 'zod';
import { usualAnswers, type ApiRoute } from './route';

type Members = Record<string, unknown>;

/** The API's own description: OpenAPI 3.1, whose schemas are JSON Schema 2020-12, made from what the router itself reads and answers by. */
export function describeApi(routes: readonly ApiRoute[], appUrl: string): Members {
  const paths: Record<string, Members> = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kindred',
      version: '1',
      description: 'Events and people of a shop, in the shape of Segment’s HTTP API.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: appUrl }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The API key' },
        basic: {
          type: 'http',
          scheme: 'basic',
          description: 'The API key as user name, no password: as Segment’s clients do it',
        },
      },
    },
  };
}

function operation(route: ApiRoute): Members {
  const { summary, scopes, query, body } = route;
  return {
    operationId: operationId(route),
    summary,
    ...(scopes.length ? { description: `Takes a key with the scope ${scopes.join(' or ')}.` } : {}),
    security: scopes.length ? [{ bearer: [] }, { basic: [] }] : [],
    ...(query || body ? { parameters: [...(query ?? []).map(inQuery), ...(body ? [IDEMPOTENCY_KEY] : [])] } : {}),
    ...(body ? { requestBody: { required: true, content: json(body.schema, 'input') } } : {}),
    responses: responses(route),
  };
}

const operationId = ({ method, path }: ApiRoute): string =>
  `${method}_${path.split('/').at(-1)?.replace(/\W/g, '_') ?? ''}`;

const inQuery = ({ name, description }: { name: string; description: string }): Members => ({
  ...{ name, description, in: 'query', required: false, schema: { type: 'string', minLength: 1 } },
});

const IDEMPOTENCY_KEY: Members = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request twice with the same key counts once, where events have no messageId of their own',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const RETRY_AFTER = { 'Retry-After': { description: 'Seconds', schema: { type: 'string', pattern: '^\\d+$' } } };
const LIMITS = Object.fromEntries(
  ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'].map((name) => [
    name,
    {
      description: 'Of the key, in the window that is nearest to its end',
      schema: { type: 'string', pattern: '^\\d+$' },
    },
  ]),
);

function responses(route: ApiRoute): Members {
  const answers = Object.entries({ ...usualAnswers(route), ...route.answers });
  return Object.fromEntries(
    answers.map(([status, { description, schema }]) => [
      status,
      {
        description,
        ...(route.scopes.length && status !== '401' ? { headers: headersOf(status) } : {}),
        content: json(schema, 'output'),
      },
    ]),
  );
}

const headersOf = (status: string): Members => ({
  ...LIMITS,
  ...(status === '429' || status === '503' ? RETRY_AFTER : {}),
});

const json = (schema: z.ZodType, io: 'input' | 'output'): Members => ({
  'application/json': { schema: withoutDialect(z.toJSONSchema(schema, { io, target: 'draft-2020-12' })) },
});

/** The document names its dialect once. */
function withoutDialect({ $schema: _dialect, ...schema }: Members): Members {
  return schema;
}
