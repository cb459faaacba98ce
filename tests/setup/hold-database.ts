import { startDatabase } from '../../setup/postgres/start-database';

// A process that starts the cluster named by its argument, says how to reach it, and stays until it is killed: for tests of what a
// killed process leaves behind.
const [dir] = process.argv.slice(2);
if (!dir) throw new Error('Usage: hold-database DIR');
const { adminUrl, ownerUrl, adopted } = await startDatabase({ dir, log: (line) => console.error(line), env: {} });
console.log(JSON.stringify({ adminUrl, ownerUrl, adopted }));
setInterval(() => undefined, 60_000);
