// The console as a whole: look, language, requests and pages.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { whenLoggedOut } from '@/api/client';
import { Problem } from '@/api/problem';
import { usePreferences } from '@/frame/preferences';
import { sessionQuery } from '@/frame/session';
import { useDark } from '@/frame/useDark';
import { themeOf } from '@/theme';
import { ErrorBoundary } from './ErrorBoundary';
import { createRouter } from './routes';
import { useLibraryLocale } from './useLibraryLocale';

/** A refusal stays a refusal; only what may pass by itself is tried again. */
function mayRetry(failures: number, error: unknown): boolean {
  if (failures >= 2) return false;
  return !(error instanceof Problem) || error.status === 0 || error.status >= 500;
}

export function App() {
  const { density, language } = usePreferences();
  const dark = useDark();
  const { i18n } = useTranslation();
  const locale = useLibraryLocale(language);
  const router = useMemo(createRouter, []);
  const client = useMemo(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: mayRetry, staleTime: 5_000 } },
      }),
    [],
  );

  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
  }, [i18n, language]);

  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);

  useEffect(() => {
    whenLoggedOut(() => client.setQueryData(sessionQuery.queryKey, null));
  }, [client]);

  return (
    <ConfigProvider
      theme={themeOf(dark, density)}
      locale={locale}
      button={{ autoInsertSpace: false }}
      componentSize={density === 'compact' ? 'small' : 'middle'}
    >
      <AntApp message={{ top: 64 }} notification={{ placement: 'bottomRight' }}>
        <ErrorBoundary>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ErrorBoundary>
      </AntApp>
    </ConfigProvider>
  );
}
