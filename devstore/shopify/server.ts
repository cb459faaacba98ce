import type { AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { BulkOperations } from './bulk/contract';
import { bulkFiles } from './bulk/files';
import type { CostBucket } from './graphql/bucket';
import type { AdminWorld } from './graphql/context';
import { graphqlEndpoint } from './graphql/endpoint';
import type { OperationAnswer } from './graphql/run-operation';
import type { RequestLogEntry } from './log-entry';
import { accessTokenEndpoint, type AccessTokenDependencies } from './oauth/access-token-endpoint';
import type { TokenStore } from './oauth/tokens';

export interface ServerDependencies {
  world: AdminWorld;
  tokens: TokenStore;
  bucket: CostBucket;
  shop: string;
  oauth: AccessTokenDependencies;
  bulk: BulkOperations;
  secret: string;
  systemNow: () => number;
  log: (entry: RequestLogEntry) => void;
  requestId: () => string;
}

export interface StandInServer {
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}

/** The stand-in's HTTP side. A client says which shop it means by `x-orig-host`, as it reaches us by another name. */
export function createServer(deps: ServerDependencies): StandInServer {
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => logged(deps, request, response, next));
  app.use(bulkFiles(deps));
  app.use((request, response, next) => onlyOurShop(deps, request, response, next));
  app.use(accessTokenEndpoint(deps.oauth));
  app.use(graphqlEndpoint(deps));
  app.use((_request, response) => response.status(404).json({ errors: 'Not Found' }));
  app.use((error: Error, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    const status = 'status' in error && typeof error.status === 'number' ? error.status : 500;
    response
      .status(status)
      .json({ errors: status === 500 ? `Internal Server Error: ${error.message}` : 'Bad Request' });
  });
  const server = createHttpServer(app);
  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
      }),
    close: () =>
      new Promise((resolve, reject) => {
        if (!server.listening) return resolve();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function logged(
  { log, requestId }: ServerDependencies,
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  const startedAt = performance.now();
  response.setHeader('X-Request-Id', requestId());
  response.on('finish', () => {
    const outcome = response.locals.graphql as OperationAnswer | undefined;
    log({
      kind: 'request',
      method: request.method,
      path: request.path,
      shop: request.get('x-orig-host') ?? null,
      status: response.statusCode,
      ms: performance.now() - startedAt,
      ...(outcome && {
        ...(outcome.operation ? { operation: outcome.operation } : {}),
        ...(outcome.requestedCost === undefined ? {} : { requestedCost: outcome.requestedCost }),
        ...(outcome.actualCost === undefined ? {} : { actualCost: outcome.actualCost }),
        ...(outcome.errorCodes.length > 0 ? { errorCodes: outcome.errorCodes } : {}),
      }),
    });
  });
  next();
}

/** A host that is no shop of ours answers as an unknown shop does. */
function onlyOurShop({ shop }: ServerDependencies, request: Request, response: Response, next: NextFunction): void {
  const host = request.get('x-orig-host');
  if (host && host !== shop) return void response.status(404).json({ errors: 'Not Found' });
  next();
}
