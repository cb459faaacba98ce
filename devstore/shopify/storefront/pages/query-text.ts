import type { Request } from 'express';

/** A parameter of the address as text; empty when it is missing, given twice or nested (`?q[x]=1`). */
export function queryText(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}
