// My state with its clock, and the ways out of it.
import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, Flex, type MenuProps, Skeleton, Space, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { runAction, useAction } from '@/actions/actions';
import { shortcutText } from '@/actions/shortcut';
import type { LiveAgent } from '@/api/types';
import { ActionButton } from '@/components/ActionButton';
import { Clock } from '@/components/Clock';
import { StateTag } from '@/components/StateTag';
import { useDesk, useDeskAction, useOwn } from '@/live/useOwn';
import { useReasonName } from '@/live/useReasonName';
import styles from './OwnState.module.css';

export function OwnState() {
  const { t } = useTranslation('app');
  const { agent } = useOwn();
  const reasonName = useReasonName();
  if (!agent) return <Skeleton.Button active className={styles.waiting} />;
  const word = t(`common:state.${agent.state}`);
  return (
    <Flex align="center" gap="small" className={styles.state}>
      <StateTag state={agent.state} reason={agent.reason ? reasonName(agent.reason) : ''} />
      {agent.state === 'logged_out' ? null : (
        <span className={styles.clock}>
          <Clock since_ms={agent.since_ms} />
        </span>
      )}
      {agent.state === 'logged_out' ? (
        <ActionButton action="state.login" type="primary" />
      ) : (
        <Space.Compact>
          {agent.state === 'not_ready' ? (
            <ActionButton action="state.ready" type="primary" />
          ) : null}
          <NotReadyMenu />
        </Space.Compact>
      )}
      {agent.next_state ? <Next agent={agent} /> : null}
      <span className="announced" role="status" aria-live="polite">
        {t('announce.state', { state: word })}
      </span>
    </Flex>
  );
}

/** What was asked for during a call and comes after it; can be taken back until then. */
function Next(props: { agent: LiveAgent }) {
  const { t } = useTranslation('app');
  const reasonName = useReasonName();
  const act = useDeskAction();
  const { next_state, next_reason, state } = props.agent;
  const then = next_reason ? reasonName(next_reason) : t(`common:state.${next_state}`);
  return (
    <Tag closable={state !== 'wrap_up'} onClose={() => void act('ready', {})}>
      {t('then', { state: then })}
    </Tag>
  );
}

function NotReadyMenu() {
  const { t } = useTranslation('app');
  const { data: desk } = useDesk();
  const reasonName = useReasonName();
  const opener = useAction('state.notReady');
  const items: MenuProps['items'] = [
    ...(desk?.reasons ?? []).map((reason) => ({
      key: `state.notReady.${reason.id}`,
      label: reasonName(reason.id),
    })),
    { type: 'divider' as const },
    { key: 'state.logout', label: t('action.logout') },
  ];
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items, onClick: ({ key }) => runAction(key), autoFocus: true }}
    >
      <Button
        id="not-ready-menu"
        icon={<DownOutlined />}
        iconPlacement="end"
        title={opener?.shortcut ? shortcutText(opener.shortcut) : undefined}
      >
        {t('action.notReady')}
      </Button>
    </Dropdown>
  );
}
