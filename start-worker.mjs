// The worker process. What V8 makes of its modules is kept as for the web process.
import { enableCompileCache, flushCompileCache } from 'node:module';

enableCompileCache();
await import('./build/worker/worker.js');
flushCompileCache();
