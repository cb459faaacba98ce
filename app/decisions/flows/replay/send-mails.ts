import { unreachable } from '~/platform/errors';
import { askArbiter } from './ask-arbiter';
import type { Then } from './past';
import type { ReplayedAnswer, ReplayedMail, ReplayedRun } from './replayed';
import { ledgerOf, type Scene } from './scene';
import { stockThen } from './stock-then';

/** Asks about each mail that is due, the one that is due longest first: what went counts for the next. */
export function sendMails(scene: Scene, then: Then): void {
  for (let due = dueMail(scene, then.at); due !== null; due = dueMail(scene, then.at)) {
    const { definition } = scene.terms;
    const asking = { ...scene, definition, then, ledger: ledgerOf(scene), stock: stockThen(scene.terms.news, then.at) };
    const answer = askArbiter(asking, due.run, due.mail);
    due.mail.asked.push(answer);
    heed(due.mail, answer);
  }
}

function dueMail({ told }: Scene, at: number): { run: ReplayedRun; mail: ReplayedMail } | null {
  const due = told.runs
    .flatMap((run) => run.mails.map((mail) => ({ run, mail })))
    .filter(({ mail }) => mail.state === 'waiting' && mail.dueAt.getTime() <= at)
    .sort((a, b) => a.mail.dueAt.getTime() - b.mail.dueAt.getTime());
  return due[0] ?? null;
}

function heed(mail: ReplayedMail, { at, decision }: ReplayedAnswer): void {
  switch (decision.kind) {
    case 'send':
      Object.assign(mail, { state: 'sent', sentAt: at });
      return;
    case 'skip':
      Object.assign(mail, { state: 'skipped', reason: decision.reason });
      return;
    case 'defer':
      mail.dueAt = decision.until;
      return;
    default:
      unreachable(decision);
  }
}
