// Builds the console into dist/ and, for development, serves it beside a running API.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const api = process.env.CALLFLOOR_API ?? 'http://localhost:8080';

// Libraries change seldom and are cached apart from our own code; each area of the product loads
// with its first page (the routes import lazily). Heavy libraries get a chunk of their own.
const libraries = [
  { name: 'charts', test: /node_modules\/(echarts|zrender)\// },
  { name: 'waveform', test: /node_modules\/wavesurfer\.js\// },
  { name: 'phone', test: /node_modules\/(jssip|sdp-transform|events|debug|ms)\// },
  { name: 'react', test: /node_modules\/(react|react-dom|react-router|scheduler)\// },
  { name: 'locale-en', test: /src\/locales\/en\// },
  { name: 'locale-es', test: /src\/locales\/es\/|antd\/locale\/es_ES|dayjs\/locale\/es/ },
  { name: 'locale-zh-CN', test: /src\/locales\/zh-CN\/|antd\/locale\/zh_CN|dayjs\/locale\/zh-cn/ },
];

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { codeSplitting: { groups: libraries } } },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: api, ws: true },
      '/ws': { target: api, ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    // A document and the libraries are made once for a thread, not once for each file.
    pool: 'threads',
    isolate: false,
    maxWorkers: 2,
    include: ['tests/**/*.test.{ts,tsx}'],
    setupFiles: ['tests/setup.ts'],
    restoreMocks: true,
    // They take what others leave of the machine (tests/gentle.py).
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
