// One deed for all chosen rows of the list.
import { Button, Flex, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveAgent } from '@/api/types';
import type { AgentDeed } from '../requests/acts';
import { AgentDeedDialog } from './AgentDeedDialog';
import styles from './acts.module.css';
import { useAgentDeed } from './useAgentDeed';
import { useChosenActions } from './useChosenActions';

export function BulkBar(props: { chosen: readonly LiveAgent[]; onClear: () => void }) {
  const { t } = useTranslation('floor');
  const { chosen, onClear } = props;
  const [asking, setAsking] = useState<AgentDeed | null>(null);
  const { busy, run } = useAgentDeed();
  const choose = (deed: AgentDeed) => {
    if (deed === 'ready') void run(deed, chosen);
    else setAsking(deed);
  };
  useChosenActions(chosen, busy, choose);
  if (chosen.length === 0) return null;
  const count = chosen.length;
  return (
    <Flex wrap gap="small" align="center" className={styles.bar} role="toolbar">
      <span className={styles.count}>{t('deed.chosen', { count })}</span>
      <Button size="small" disabled={busy} onClick={() => choose('ready')}>
        {t('deed.ready')}
      </Button>
      <Button size="small" disabled={busy} onClick={() => choose('not_ready')}>
        {t('deed.not_ready')}
      </Button>
      <Button size="small" disabled={busy} onClick={() => choose('move_skills')}>
        {t('deed.move_skills')}
      </Button>
      {chosen.some((agent) => agent.moved) && (
        <Button
          size="small"
          disabled={busy}
          onClick={() =>
            void run(
              'return_skills',
              chosen.filter((agent) => agent.moved),
            )
          }
        >
          {t('deed.return_skills')}
        </Button>
      )}
      <Popconfirm
        title={t('deed.logout_sure', { count })}
        okText={t('deed.logout')}
        cancelText={t('common:cancel')}
        onConfirm={() => run('logout', chosen)}
      >
        <Button size="small" danger disabled={busy}>
          {t('deed.logout')}
        </Button>
      </Popconfirm>
      <Button size="small" type="link" onClick={onClear}>
        {t('deed.choose_none')}
      </Button>
      {asking && <AgentDeedDialog deed={asking} agents={chosen} onClose={() => setAsking(null)} />}
    </Flex>
  );
}
