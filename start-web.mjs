// The web process: one bundle holds Remix's routes and everything they share with ingest, so there is one composition root.
import * as build from './build/server/index.js';

await build.entry.module.startWeb(build);
