import type { Request } from 'express';
import type { Visitor } from './read-visitor';

/** Who asks for which address of the shop. */
export interface PageCall {
  /** Absolute, as the browser has it. */
  url: URL;
  visitor: Visitor;
}

/** A parameter of the address as text; empty when it is missing or given twice. */
export function queryText({ searchParams }: URL, name: string): string {
  const values = searchParams.getAll(name);
  return values.length === 1 ? (values[0] ?? '') : '';
}

export function urlOf(request: Request): URL {
  const { pathname, search } = new URL(request.originalUrl, 'http://shop');
  return new URL(pathname + search, `${request.protocol}://${request.headers.host ?? 'localhost'}`);
}
