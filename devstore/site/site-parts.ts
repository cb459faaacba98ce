import type { App } from '../app-processes';
import type { World } from '../world';

/** What every page of the site is made from. */
export interface SiteParts {
  world: World;
  app: App;
  /** Where the app answers. */
  appUrl: string;
}
