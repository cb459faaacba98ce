import { createHash } from 'node:crypto';

/** A short mark of a file's contents, put behind its address so that a browser may keep it until it changes. */
export function versionOf(...contents: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  contents.forEach((content) => hash.update(content));
  return hash.digest('hex').slice(0, 12);
}
