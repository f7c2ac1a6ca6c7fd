// The floor on a big screen: nothing to click, nothing to scroll, read from five metres.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Fresh } from '@/components/Fresh';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { useLiveAgents, useLiveQueues, useLiveState } from '@/live/liveStore';
import { useServerNow } from '@/live/useServerNow';
import { countByState, sortQueues } from './board';
import { QueueRows } from './QueueRows';
import { WallboardFigures } from './WallboardFigures';
import styles from './wallboard.module.css';

const ROWS = 6;
const SHOWN = [
  'talking',
  'holding',
  'ringing',
  'wrap_up',
  'working',
  'ready',
  'not_ready',
] as const;

export default function WallboardPage() {
  const { t } = useTranslation('floor');
  const format = useFormat();
  const { tenant } = useSession();
  const now_ms = useServerNow();
  const queues = useLiveQueues();
  const agents = useLiveAgents();
  const { link, lostSince_ms, telephony, floor } = useLiveState();
  const sorted = useMemo(() => sortQueues(queues), [queues]);
  const states = countByState(agents);
  const trouble =
    link === 'lost'
      ? t('link_lost', { age: format.duration(Date.now() - (lostSince_ms ?? Date.now())) })
      : floor === 'down'
        ? t('floor_down_short')
        : telephony === 'down'
          ? t('telephony_down_short')
          : '';
  return (
    <main className={styles.screen}>
      <header className={styles.head}>
        <h1>{tenant.name}</h1>
        {link !== 'connecting' && trouble && (
          <span role="alert" className={styles.lost}>
            {trouble}
          </span>
        )}
        <span className={styles.now}>{format.time(now_ms)}</span>
      </header>
      <Fresh>
        <div className={styles.body}>
          <WallboardFigures queues={queues} agents={agents} />
          {sorted.length > 0 ? (
            <QueueRows queues={sorted} rows={ROWS} className={styles.queues} isWide />
          ) : (
            <div className={styles.empty}>{t('no_queues')}</div>
          )}
          <div className={styles.states}>
            {SHOWN.map((state) => (
              <div key={state} className={styles.state} data-state={state}>
                <span>{t(`common:state.${state}`)}</span> <b>{states[state]}</b>
              </div>
            ))}
          </div>
        </div>
      </Fresh>
    </main>
  );
}
