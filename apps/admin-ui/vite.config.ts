import { defineConfig } from 'vite';

/**
 * Everything becomes a file of this origin: no inline script, no `data:` URL, so that the strictest content security
 * policy fits. In development, calls go to a running gateway.
 */
export default defineConfig({
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    rolldownOptions: { onLog: quiet },
    // One file, read once from the machine beside the services.
    chunkSizeWarningLimit: 800,
  },
  server: { proxy: { '/api': process.env.ROLLCALL_PUBLIC_URL ?? 'http://127.0.0.1:4000' } },
});

/** Component libraries mark files for server rendering, which is not done here. */
function quiet(level: string, log: { code?: string }, handle: (level: never, log: never) => void): void {
  if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level as never, log as never);
}
