// The agents by state and for how long, as cards or as a list; the filter is in the address.
import { AppstoreOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Card, Checkbox, Empty, Flex, Input, Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { LiveAgent, LiveQueue } from '@/api/types';
import { AgentGrid } from './AgentGrid';
import { AgentList } from './AgentList';
import { countByState, filterAgents, STATES, sortAgents } from './board';
import styles from './floor.module.css';
import { useCentreNames } from './useCentreNames';

interface Props {
  agents: LiveAgent[];
  queues: LiveQueue[];
}

export function AgentPanel({ agents, queues }: Props) {
  const { t } = useTranslation('floor');
  const centre = useCentreNames();
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        if (value) before.set(name, value);
        else before.delete(name);
        return before;
      },
      { replace: true },
    );
  const team = search.get('team') ?? undefined;
  const state = search.get('state') ?? undefined;
  const words = search.get('q') ?? '';
  const loggedOut = search.get('all') === '1';
  const shown = useMemo(
    () => sortAgents(filterAgents(agents, { team, state, search: words, loggedOut })),
    [agents, team, state, words, loggedOut],
  );
  const counts = countByState(agents);
  const teams = [...new Set(agents.map((agent) => agent.team_id).filter(Boolean))].sort();
  const names = new Map(queues.map((queue) => [queue.id, queue.name]));
  const list = search.get('view') === 'list';
  return (
    <Card
      size="small"
      title={t('agents_shown', { shown: shown.length, all: agents.length })}
      extra={
        <Segmented
          size="small"
          value={list ? 'list' : 'grid'}
          onChange={(value) => set('view', value === 'list' ? 'list' : undefined)}
          options={[
            { value: 'grid', icon: <AppstoreOutlined aria-label={t('as_cards')} /> },
            { value: 'list', icon: <UnorderedListOutlined aria-label={t('as_list')} /> },
          ]}
        />
      }
    >
      <Flex wrap gap="small" align="center" className={styles.filters}>
        <Select
          allowClear
          size="small"
          className={styles.team}
          placeholder={t('all_teams')}
          aria-label={t('team')}
          value={team}
          onChange={(value?: string) => set('team', value)}
          options={teams.map((id) => ({ value: id, label: centre.team(id) }))}
        />
        <Select
          allowClear
          size="small"
          className={styles.team}
          placeholder={t('all_states')}
          aria-label={t('state')}
          value={state}
          onChange={(value?: string) => set('state', value)}
          options={STATES.map((name) => ({
            value: name,
            label: `${t(`common:state.${name}`)} (${counts[name]})`,
          }))}
        />
        <Input.Search
          allowClear
          size="small"
          className={styles.search}
          placeholder={t('find_agent')}
          aria-label={t('find_agent')}
          defaultValue={words}
          onSearch={(value) => set('q', value)}
        />
        <Checkbox checked={loggedOut} onChange={(e) => set('all', e.target.checked ? '1' : '')}>
          {t('with_logged_out')}
        </Checkbox>
      </Flex>
      {shown.length === 0 ? (
        <Empty description={agents.length === 0 ? t('no_agents') : t('no_agents_match')} />
      ) : list ? (
        <AgentList agents={shown} centre={centre} queueName={(id) => names.get(id) ?? ''} />
      ) : (
        <AgentGrid agents={shown} label={t('agents')} reason={centre.reason} />
      )}
    </Card>
  );
}
