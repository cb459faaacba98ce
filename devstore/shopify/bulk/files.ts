import { timingSafeEqual } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { gid } from '../gid';
import type { BulkOperations } from './contract';
import { pathSignature } from './signed-path';

/** Serves results as the storage behind Shopify does: by signed address alone, with byte ranges, so that a broken download can go on. */
export function bulkFiles(deps: { bulk: BulkOperations; secret: string; systemNow: () => number }): Router {
  const router = express.Router();
  router.get('/bulk-operation-outputs/:tail-final', (request: Request, response: Response) => {
    const { tail } = request.params;
    const expires = Number(request.query.Expires);
    const given = Buffer.from(typeof request.query.Signature === 'string' ? request.query.Signature : '');
    const wanted = Buffer.from(pathSignature(request.path, expires, deps.secret));
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
      return void refuse(response, 403, 'SignatureDoesNotMatch');
    if (expires * 1000 < deps.systemNow()) return void refuse(response, 400, 'ExpiredToken');
    const file = tail ? deps.bulk.find(gid('BulkOperation', tail))?.file : undefined;
    if (!file) return void refuse(response, 404, 'NoSuchKey');
    response.sendFile(file, {
      headers: {
        'Content-Type': 'application/jsonl',
        'Content-Disposition': `attachment; filename="bulk-${tail}.jsonl"`,
      },
    });
  });
  return router;
}

function refuse(response: Response, status: number, code: string): void {
  response
    .status(status)
    .type('application/xml')
    .send(`<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`);
}
