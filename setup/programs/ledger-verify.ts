import { auditLedgers, auditWords } from '../../app/ops/audit-ledgers.server';
import { connectDatabase } from '../../app/platform/db/db.server';

/** `npm run ledger:verify [-- SHOP]`: walks the consent ledger of each shop, or of one. Exit code 1 where one is broken, 2 where there is no such shop. */
const [domain] = process.argv.slice(2);
const { DATABASE_URL: url } = process.env;
if (!url) throw new Error('DATABASE_URL is not set: start this by `npm run ledger:verify`.');

const db = connectDatabase(url, 2);
let [walked, broken] = [0, 0];
for await (const audit of auditLedgers(db, domain)) {
  walked += 1;
  if (audit.problem) broken += 1;
  console.log(auditWords(audit));
}
await db.close();
if (!walked) console.error(domain ? `There is no shop ${domain} here.` : 'There are no shops here yet.');
process.exitCode = broken ? 1 : domain && !walked ? 2 : 0;
