// The web process: one bundle holds Remix's routes and everything they share with ingest, so there is one composition root.
import { enableCompileCache, flushCompileCache } from 'node:module';

// What V8 made of the modules is kept for the next start, which takes a third less by it; written at once, since a process may be killed.
enableCompileCache();
const build = await import('./build/server/index.js');
await build.entry.module.startWeb(build);
flushCompileCache();
