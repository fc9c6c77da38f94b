import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// Everything the page needs is in dist: no word from anywhere else at run time. No inline script or style either, as the
// server's policy forbids them; so small files are not inlined.
export default defineConfig({
  plugins: [svelte({ emitCss: true })],
  base: './',
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: true },
  server: { fs: { allow: ['..'] }, proxy: process.env.REWIRE_URL ? { '/api': process.env.REWIRE_URL } : undefined },
});
