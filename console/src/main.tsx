// Starts the console: texts first, so that no page is ever drawn with raw keys.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';
import { startTexts } from '@/app/i18n';
import { preferences } from '@/frame/preferences';
import '@/app/page.css';

async function start(root: HTMLElement): Promise<void> {
  await startTexts(preferences.get().language);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
