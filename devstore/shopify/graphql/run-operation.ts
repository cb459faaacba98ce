import { execute, getOperationAST, GraphQLError, parse, type DocumentNode, type ExecutionResult } from 'graphql';
import type { CostBucket, ThrottleStatus } from './bucket';
import { requestContext, type AdminContext, type AdminWorld, type SearchReport } from './context';
import { actualCost } from './cost/actual';
import { maxQueryCost } from './cost/prices';
import { requestedCost } from './cost/requested';
import { resolveField, resolveType } from './field-resolver';
import { documentErrors, syntaxError } from './validation';
import { variableFault } from './variable-errors';

export interface OperationRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName?: string;
}

export interface OperationAnswer {
  body: Record<string, unknown>;
  operation?: string;
  requestedCost?: number;
  actualCost?: number;
  errorCodes: string[];
  deprecations: string[];
}

/** Errors of one answer that are told; the rest is cut off. The real number is not public. */
const maxReportedErrors = 100;

/** Runs one GraphQL request as the Admin API does: parse, validate, price, throttle, execute. */
export async function runOperation(
  request: OperationRequest,
  world: AdminWorld,
  bucket: CostBucket,
): Promise<OperationAnswer> {
  const document = parseOrError(request.query);
  if (document instanceof GraphQLError) return refused([syntaxError(document)]);
  const faults = documentErrors(world.admin.schema, document);
  if (faults.length > 0) return refused(faults);
  const operation = getOperationAST(document, request.operationName);
  if (!operation) return refused([missingOperation(request.operationName)]);

  const { schema } = world.admin;
  const { points, deprecations } = requestedCost(schema, document, operation, request.variables);
  const named = { ...(operation.name ? { operation: operation.name.value } : {}), requestedCost: points };
  if (points > maxQueryCost) return { ...refused([tooDear(points)]), ...named };
  if (!bucket.take(points)) return { ...throttled(points, bucket.status()), ...named };

  const context = requestContext(world, new Set(world.installation.scopes()));
  const result = await executeDocument(document, context, request);
  if (result.data === undefined) {
    bucket.refund(points);
    const faults = result.errors?.map((error) => variableFault(error, operation, schema, request.variables)) ?? [];
    return { ...refused(faults), ...named };
  }
  const used = Math.min(points, actualCost(schema, document, operation, result.data));
  bucket.refund(points - used);
  const cost = { requestedQueryCost: points, actualQueryCost: used, throttleStatus: bucket.status() };
  return { ...answered(result, cost, context.searches), ...named, actualCost: used, deprecations };
}

export function executeDocument(document: DocumentNode, context: AdminContext, request: Partial<OperationRequest>) {
  return execute({
    schema: context.world.admin.schema,
    document,
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
}

function parseOrError(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function missingOperation(name: string | undefined) {
  const message = name ? `No operation named "${name}"` : 'An operation name is required';
  return { message, extensions: { code: 'BAD_REQUEST' } };
}

function tooDear(points: number) {
  const message = [
    `Query cost is ${points}, which exceeds the single query max cost limit (${maxQueryCost}).`,
    'See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\ncost of a query is calculated.',
    'To query larger amounts of data with fewer limits, bulk operations should be used instead.\nSee https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.\n',
  ].join('\n\n');
  const documentation = 'https://shopify.dev/api/usage/rate-limits';
  return { message, extensions: { code: 'MAX_COST_EXCEEDED', cost: points, maxCost: maxQueryCost, documentation } };
}

function throttled(points: number, throttleStatus: ThrottleStatus): OperationAnswer {
  const documentation = 'https://shopify.dev/api/usage/rate-limits';
  const errors = [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation } }];
  const cost = { requestedQueryCost: points, actualQueryCost: null, throttleStatus };
  return { body: { errors, extensions: { cost } }, errorCodes: ['THROTTLED'], deprecations: [] };
}

interface PlainError {
  message: string;
  extensions?: Record<string, unknown>;
}

function refused(errors: PlainError[]): OperationAnswer {
  return { body: { errors }, errorCodes: codesOf(errors), deprecations: [] };
}

function answered(result: ExecutionResult, cost: unknown, searches: SearchReport[]) {
  const all = (result.errors ?? []).map((error) => error.toJSON());
  const errors = all.length > maxReportedErrors ? [...all.slice(0, maxReportedErrors), truncated] : all;
  const extensions = { cost, ...(searches.length > 0 ? { search: searches } : {}) };
  const body = { ...(errors.length > 0 ? { errors } : {}), data: result.data, extensions };
  return { body, errorCodes: codesOf(errors), deprecations: [] };
}

const truncated: PlainError = { message: 'Too many execution errors, max error limit reached. Results truncated' };

function codesOf(errors: readonly PlainError[]): string[] {
  const codes = errors.map((error) => error.extensions?.code);
  return [...new Set(codes.filter((code): code is string => typeof code === 'string'))];
}
