import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AppSurroundings } from '../../devstore/app-processes';
import type { Acceptance, RequestSeen, WorldQuestion, WorldSettings } from './world-questions';

/** The world as its parent sees it: where it is, and what it can be asked. */
export interface WorldProcess {
  surroundings: AppSurroundings;
  pid: number;
  /** Of the shop's own Postmark server, and the address it may send from. */
  postmarkToken: string;
  senderEmail: string;
  ask(question: WorldQuestion): Promise<unknown>;
  accepted(): Promise<Acceptance[]>;
  requests(): Promise<RequestSeen[]>;
  stop(): void;
}

interface Told {
  told: unknown;
}

type FirstWords = Pick<AppSurroundings, 'urls' | 'operator'> &
  Pick<WorldProcess, 'postmarkToken' | 'senderEmail'> & { offsetMs: number; nameServer: string };

export async function startWorldProcess(settings: WorldSettings): Promise<WorldProcess> {
  const file = fileURLToPath(new URL('./world-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(settings)], {
    execArgv: ['--import', 'tsx', '--max-old-space-size=6144'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the world ended before it answered')));
  gone.catch(() => undefined);
  const next = async () => {
    const [message] = (await Promise.race([once(child, 'message'), gone])) as [Told];
    const { told } = message;
    if (typeof told === 'object' && told !== null && 'error' in told) throw new Error(String(told.error));
    return told;
  };
  let last: Promise<unknown> = next();
  const { urls, operator, offsetMs, nameServer, postmarkToken, senderEmail } = (await last) as FirstWords;
  const ask = (question: WorldQuestion): Promise<unknown> => {
    last = last
      .catch(() => undefined)
      .then(() => {
        child.send(question);
        return next();
      });
    return last;
  };
  return {
    surroundings: {
      urls,
      operator,
      nameServer: { address: nameServer },
      clock: { offsetMs, onMove: () => () => undefined },
    },
    ...{ pid: child.pid ?? 0, postmarkToken, senderEmail },
    ask,
    accepted: async () => (await ask({ ask: 'accepted' })) as Acceptance[],
    requests: async () => (await ask({ ask: 'requests' })) as RequestSeen[],
    stop: () => void child.kill('SIGKILL'),
  };
}
