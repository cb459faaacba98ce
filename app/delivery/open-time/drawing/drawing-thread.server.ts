import { serveTasks } from '../../../platform/threads/serve-tasks.server.ts';
import { drawNow } from './rasterise.server.ts';

function draw(svg: string): Uint8Array | null {
  try {
    return drawNow(svg);
  } catch {
    return null;
  }
}

serveTasks(draw);
