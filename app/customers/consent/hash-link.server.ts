import { createHash } from 'node:crypto';
import { chainText, type ChainLink } from './chain';

/** A link's hash: SHA-256 over its text. */
export const hashOfLink = (link: ChainLink): Buffer<ArrayBuffer> =>
  Buffer.from(createHash('sha256').update(chainText(link)).digest());

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
