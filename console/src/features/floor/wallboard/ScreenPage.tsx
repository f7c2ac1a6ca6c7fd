// A wallboard on a screen without a person: everything comes by the secret of its link.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Empty } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { namesQuery } from '@/api/names';
import { Problem } from '@/api/problem';
import type { Session, Shapes } from '@/api/types';
import { ProblemAlert } from '@/components/ProblemAlert';
import { languageOf, preferences } from '@/frame/preferences';
import { sessionQuery } from '@/frame/session';
import { Board } from './Board';
import { FullScreenButton } from './FullScreenButton';
import type { Wallboard } from './model';
import { linesOf, TRENDS_EVERY_MS } from './requests';
import { ask, openScreenLine, secretOf } from './screenLine';
import { useWakeLock } from './screenTools';
import styles from './show.module.css';

type ScreenBoard = Shapes['ScreenBoard'];

const BOARD_EVERY_MS = 15_000;

/** The screen's own little world: zone and names as the tiles ask for them, and no person. */
function clientFor({ tenant, queues, teams }: ScreenBoard): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(sessionQuery.queryKey, {
    tenant,
    permissions: [],
    agent_id: null,
  } as unknown as Session);
  const none = {
    agents: {},
    skills: {},
    sites: {},
    team_sites: {},
    reasons: {},
    wrap_up_codes: {},
  };
  client.setQueryData(namesQuery.queryKey, { queues, teams, ...none });
  return client;
}

export default function ScreenPage() {
  const { t } = useTranslation('wallboards');
  const secret = useMemo(() => secretOf(location.hash), []);
  const [isOver, setOver] = useState(false);
  const shown = useQuery({
    queryKey: ['screen'],
    queryFn: ({ signal }) => ask<ScreenBoard>('', secret, signal),
    enabled: secret !== '' && !isOver,
    refetchInterval: BOARD_EVERY_MS,
  });
  const trends = useQuery({
    queryKey: ['screen', 'trends'],
    queryFn: ({ signal }) => ask<Shapes['Trends']>('/trends', secret, signal),
    enabled: shown.isSuccess && !isOver,
    refetchInterval: TRENDS_EVERY_MS,
  });
  useWakeLock();
  useEffect(() => (secret ? openScreenLine(secret, () => setOver(true)) : undefined), [secret]);
  const language = shown.data?.wallboard.language || shown.data?.tenant.language;
  useEffect(() => {
    // Not kept on this computer: somebody may log in here in another language.
    if (language) preferences.set((before) => ({ ...before, language: languageOf(language) }));
  }, [language]);
  const given = JSON.stringify([shown.data?.tenant, shown.data?.queues, shown.data?.teams]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when its parts differ
  const client = useMemo(() => (shown.data ? clientFor(shown.data) : null), [given]);
  const isRefused = shown.error instanceof Problem && [401, 403, 404].includes(shown.error.status);
  if (isOver || secret === '' || isRefused)
    return (
      <div className={styles.gone}>
        <Empty description={t('screen_over')} />
      </div>
    );
  if (!shown.data || !client)
    return (
      <div className={styles.gone}>
        <ProblemAlert error={shown.error} retry={shown.refetch} />
      </div>
    );
  return (
    <QueryClientProvider client={client}>
      <Board board={shown.data.wallboard as unknown as Wallboard} trends={linesOf(trends.data)} />
      <FullScreenButton />
    </QueryClientProvider>
  );
}
