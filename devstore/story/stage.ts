import { createAdminClient, type AdminClient } from '../admin-client';
import { everythingSettled, type App, type AppProcess } from '../app-processes';
import type { InboxMessage } from '../postmark/inbox/inbox';
import type { Shopper } from '../shoppers/shopper';
import type { World } from '../world';
import type { Choice } from './cast';
import { acceptedMails, isSubscribed } from './judge';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export interface StoryOptions {
  world: World;
  app: App;
  appUrl: string;
  unsubscribeMode: 'postmark' | 'custom';
  print: (line: string) => void;
}

export interface Person {
  email: string;
  shopper: Shopper;
  choices: Choice[];
}

/** Where the story plays: the world, the app, who is in it, and what has been noted on the way. */
export class Stage {
  readonly world: World;
  readonly app: App;
  readonly appUrl: string;
  readonly unsubscribeMode: 'postmark' | 'custom';
  readonly admin: AdminClient;
  readonly people = new Map<string, Person>();
  /** Per mail, whether Shopify held its address subscribed when Postmark had just taken it. */
  readonly consentedAt = new Map<string, boolean>();
  /** Business time at which the first cart was begun. */
  startedAt = 0;
  worker: AppProcess | undefined;
  recommendationsShown = 0;
  attributedRevenueMinor = 0;

  constructor({ world, app, appUrl, unsubscribeMode }: StoryOptions) {
    this.world = world;
    this.app = app;
    this.appUrl = appUrl;
    this.unsubscribeMode = unsubscribeMode;
    this.admin = createAdminClient(world, appUrl);
  }

  person(name: string): Person {
    const person = this.people.get(name);
    if (!person) throw new Error(`${name} is not in the story yet`);
    return person;
  }

  /** The two products in a person's cart. */
  cart(name: string): [Choice, Choice] {
    const [first, second] = this.person(name).choices;
    if (!first || !second) throw new Error(`${name} has no full cart`);
    return [first, second];
  }

  mailTo(name: string): InboxMessage {
    const [mail] = this.world.postmark.inbox.messages({ to: this.person(name).email });
    if (!mail) throw new Error(`there is no mail to ${name}`);
    return mail;
  }

  suppressions(): unknown[] {
    return this.world.logs.postmark.all().filter(({ entry }) => entry.kind === 'suppressed');
  }

  async advance(ms: number): Promise<void> {
    await this.world.clock.advance(ms);
    await this.settle();
  }

  /** Moves to so long after the first cart was begun. */
  async moveToAfterStart(ms: number): Promise<void> {
    await this.advance(this.startedAt + ms - this.world.clock.now().getTime());
  }

  async settle(withinMs?: number): Promise<void> {
    await everythingSettled(this.world, this.app, withinMs);
    for (const mail of acceptedMails(this.world))
      if (!this.consentedAt.has(mail.messageId))
        this.consentedAt.set(mail.messageId, isSubscribed(this.world.shopify.store.data, mail.to));
  }
}
