import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { inProject } from '../../setup/places.mjs';

export interface ScalePoint {
  interactions: number;
  products: number;
  buildSeconds: number;
  /** Peak of the process once all is built, and once the model was written to bytes, too. */
  rssMb: number;
  rssWrittenMb: number;
  modelMb: number;
  bytesPerInteraction: number;
  queryP50Us: number;
  queryP99Us: number;
}

/**
 * Builds all strategies on generated histories of growing size, each in a process of its own, so that its memory is its own. Leaves the model of the last
 * one in the file.
 */
export function measureScale(
  sizes: readonly { interactions: number; products: number }[],
  seed: number,
  lastModelFile: string,
): ScalePoint[] {
  return sizes.map(({ interactions, products }, nth) => {
    const file = fileURLToPath(new URL('./scale-process.ts', import.meta.url));
    const args = ['--import', 'tsx', file, String(interactions), String(products), String(seed)];
    if (nth === sizes.length - 1) args.push(lastModelFile);
    const { stdout, status } = spawnSync(process.execPath, args, {
      cwd: inProject(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`building ${interactions} interactions ended with ${status}`);
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}') as ScalePoint;
  });
}
