// Starts the console: texts first, so that no page is ever drawn with raw keys.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { startTexts } from '@/app/i18n';
import { createRouter } from '@/app/routes';
import { preferences } from '@/frame/preferences';
import { themeOf } from '@/theme';

async function start(root: HTMLElement): Promise<void> {
  const { language, density } = preferences.get();
  await startTexts(language);
  const router = createRouter();
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={new QueryClient()}>
        <ConfigProvider theme={themeOf(false, density)}>
          <RouterProvider router={router} />
        </ConfigProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
