export { startNameServer } from '../../devstore/dns/name-server';
