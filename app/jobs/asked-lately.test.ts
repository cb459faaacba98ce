import { describe, expect, it } from 'vitest';
import type { QueueJob } from '~/platform/queue/job-queue.server';
import { createAskedLately } from './asked-lately';

const job = (name: QueueJob['name'], shopId = 'a'): QueueJob => ({ name, payload: { shopId } });
const [inbox, send, others] = [job('process-inbox'), job('send-messages'), job('process-inbox', 'b')];

describe('jobs that are due', () => {
  it('are asked for once, each for each shop, and again after a while', () => {
    const asked = createAskedLately(2_000);
    expect(asked.notYet([inbox, send], 0)).toEqual([inbox, send]);
    asked.note([inbox, send], 0);
    expect(asked.notYet([inbox, send, others], 1_999)).toEqual([others]);
    expect(asked.notYet([inbox, send], 2_000)).toEqual([inbox, send]);
  });

  it('are asked for at once where they began or ended here, or were done meanwhile', () => {
    const asked = createAskedLately(2_000);
    asked.note([inbox, send], 0);
    asked.moved(inbox);
    expect(asked.notYet([inbox, send], 1)).toEqual([inbox]);
    expect(asked.notYet([inbox], 2), 'nothing is to be sent any more').toEqual([inbox]);
    expect(asked.notYet([inbox, send], 3), 'and then there is').toEqual([inbox, send]);
  });

  it('are asked for again where the queue could not be asked', () => {
    const asked = createAskedLately(2_000);
    expect(asked.notYet([inbox], 0)).toEqual([inbox]);
    expect(asked.notYet([inbox], 1)).toEqual([inbox]);
  });
});
