import { unwrap, wrap, type FromApp, type FromShell, type Question, type Questions } from '../protocol';

/** The admin around the frame. */
export interface Host {
  send(message: FromApp): void;
  ask<Name extends keyof Questions>(name: Name, asked: Questions[Name]['asked']): Promise<Questions[Name]['answered']>;
  /** Is told what the admin says, answers excepted. */
  listen(listener: (message: FromShell) => void): void;
}

interface Waiting {
  resolve(answered: unknown): void;
  reject(error: Error): void;
}

/** @param origin of the admin: nobody else is spoken to or believed */
export function connectHost(origin: string): Host {
  const waiting = new Map<number, Waiting>();
  const listeners: ((message: FromShell) => void)[] = [];
  let asked = 0;

  function receive(message: FromShell): void {
    if (message.kind !== 'answer' && message.kind !== 'refusal') return listeners.forEach((listen) => listen(message));
    const asker = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') asker?.resolve(message.answered);
    else asker?.reject(new Error(`App Bridge: ${message.why}`));
  }

  addEventListener('message', (event) => {
    if (event.source !== parent || event.origin !== origin) return;
    const message = unwrap<FromShell>(event.data);
    if (message) receive(message);
  });
  const send = (message: FromApp) => parent.postMessage(wrap(message), origin);
  return {
    send,
    ask(name, what) {
      const id = ++asked;
      send({ kind: 'question', id, question: { name, asked: what } as Question });
      return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    },
    listen: (listener) => void listeners.push(listener),
  };
}
