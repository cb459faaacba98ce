import { createZone } from '../../devstore/dns/zone';
import { forgetfulFile } from '../../devstore/kept/kept-file';

export { startNameServer } from '../../devstore/dns/name-server';

/** A name system in which nothing stands yet. */
export const emptyZone = () => createZone(forgetfulFile());
