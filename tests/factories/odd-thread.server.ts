import { serveTasks } from '../../app/platform/threads/serve-tasks.server.ts';

/** A thread that answers, or does not, as it is told. */
serveTasks((task: { say: string } | { does: 'loops' | 'exits' | 'throws' }): string => {
  if ('say' in task) return task.say;
  if (task.does === 'exits') process.exit(0);
  if (task.does === 'throws') throw new Error('as it was told');
  for (;;);
});
