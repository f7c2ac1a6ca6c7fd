// What a lead may do for one agent, behind a button of the card or row.
import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveAgent } from '@/api/types';
import { useMay } from '@/frame/session';
import type { AgentDeed } from '../requests/acts';
import { AgentDeedDialog } from './AgentDeedDialog';
import { deedsFor } from './deeds';
import { useAgentDeed } from './useAgentDeed';

const ASKING: readonly AgentDeed[] = ['not_ready', 'end_wrap_up', 'move_skills'];

export function AgentMenu({ agent }: { agent: LiveAgent }) {
  const { t } = useTranslation('floor');
  const mayAct = useMay('floor.act');
  const [asking, setAsking] = useState<AgentDeed | null>(null);
  const { busy, run } = useAgentDeed();
  if (!mayAct) return null;
  const choose = (deed: AgentDeed) => {
    if (ASKING.includes(deed)) setAsking(deed);
    else void run(deed, [agent]);
  };
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: deedsFor(agent).map((deed) => ({
            key: deed,
            label: t(`deed.${deed}`),
            danger: deed === 'logout',
          })),
          onClick: ({ key, domEvent }) => {
            domEvent.stopPropagation();
            choose(key as AgentDeed);
          },
        }}
      >
        <Button
          size="small"
          type="text"
          loading={busy}
          icon={<MoreOutlined />}
          aria-label={t('deed.menu', { name: agent.name })}
        />
      </Dropdown>
      {asking && <AgentDeedDialog deed={asking} agents={[agent]} onClose={() => setAsking(null)} />}
    </>
  );
}
