import { z } from 'zod';
import { describeApi } from './openapi';
import type { ApiRoute } from './route';

const document = z.looseObject({ openapi: z.literal('3.1.0') });

/** The API's description, for everybody: it names no shop. */
export function documentRoute(routes: readonly ApiRoute[], appUrl: string): ApiRoute {
  const route: ApiRoute = {
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'This document',
    scopes: [],
    answers: { 200: { description: 'OpenAPI 3.1', schema: document } },
    handle: () => Promise.resolve({ status: 200, body: described }),
  };
  const described = describeApi([...routes, route], appUrl);
  return route;
}
