import { defineConfig } from 'vite';

/**
 * Everything becomes a file of this origin: no inline script, no `data:` URL, so that the strictest content security
 * policy fits. In development, calls go to a running gateway.
 */
export default defineConfig({
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022' },
  server: { proxy: { '/api': process.env.ROLLCALL_PUBLIC_URL ?? 'http://127.0.0.1:4000' } },
});
