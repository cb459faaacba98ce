import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { World } from '../world';

/** Leaves every mail as it was read, to be looked at in a browser. */
export function keepMails({ postmark: { inbox } }: World, dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const [index, mail] of inbox.messages().entries()) {
    const name = `${index + 1}-${mail.to.replace(/@.*/, '').replace(/[^\w.-]/g, '_')}`;
    writeFileSync(path.join(dir, `${name}.html`), mail.html ?? '');
    writeFileSync(path.join(dir, `${name}.eml`), inbox.raw(mail.messageId));
  }
}
