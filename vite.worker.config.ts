import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The worker process and the threads for rendering and training: what runs without a browser or Remix in sight. */
export default defineConfig({
  resolve: { alias: { '~': fileURLToPath(new URL('./app', import.meta.url)) } },
  publicDir: false,
  build: {
    target: 'node24',
    ssr: true,
    outDir: 'build/worker',
    rollupOptions: {
      input: {
        worker: 'app/worker.server.ts',
        'liquid-thread': 'app/delivery/rendering/liquid-thread.server.ts',
        'drawing-thread': 'app/delivery/open-time/drawing/drawing-thread.server.ts',
        'train-thread': 'app/learning/recommendations/train-thread.server.ts',
        'cluster-thread': 'app/learning/clusters/cluster-thread.server.ts',
      },
      output: { entryFileNames: '[name].js', format: 'es' },
    },
  },
});
