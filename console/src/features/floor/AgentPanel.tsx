// The agents by state and for how long, as cards or as a list in which rows are chosen.
import { AppstoreOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Card, Checkbox, Empty, Flex, Input, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveAgent, LiveQueue } from '@/api/types';
import { useMay } from '@/frame/session';
import { AgentGrid } from './AgentGrid';
import { AgentList } from './AgentList';
import { BulkBar } from './acts/BulkBar';
import { countByState, STATES, sortAgents } from './board';
import { matching } from './filter';
import styles from './floor.module.css';
import { useCentreNames } from './useCentreNames';
import { useFloorFilter } from './useFloorFilter';

interface Props {
  agents: LiveAgent[];
  queues: LiveQueue[];
}

export function AgentPanel({ agents, queues }: Props) {
  const { t } = useTranslation('floor');
  const centre = useCentreNames();
  const mayAct = useMay('floor.act');
  const { filter, set, search } = useFloorFilter();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => sortAgents(matching(agents, filter)), [agents, filter]);
  const counts = countByState(agents);
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
          onChange={(value) => set('view', value === 'list' ? 'list' : '')}
          options={[
            { value: 'grid', icon: <AppstoreOutlined aria-label={t('as_cards')} /> },
            { value: 'list', icon: <UnorderedListOutlined aria-label={t('as_list')} /> },
          ]}
        />
      }
    >
      <Flex wrap gap="small" align="center" className={styles.filters}>
        <Select
          mode="multiple"
          allowClear
          size="small"
          className={styles.scope}
          maxTagCount="responsive"
          placeholder={t('all_states')}
          aria-label={t('state')}
          value={[...filter.state]}
          onChange={(value: string[]) => set('state', value)}
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
          key={filter.words}
          defaultValue={filter.words}
          onSearch={(value) => set('q', value)}
        />
        <Checkbox
          checked={filter.loggedOut}
          onChange={(e) => set('all', e.target.checked ? '1' : '')}
        >
          {t('with_logged_out')}
        </Checkbox>
      </Flex>
      {list && (
        <BulkBar
          chosen={shown.filter(({ id }) => chosen.has(id))}
          onClear={() => setChosen(new Set())}
        />
      )}
      {shown.length === 0 ? (
        <Empty description={agents.length === 0 ? t('no_agents') : t('no_agents_match')} />
      ) : list ? (
        <AgentList
          agents={shown}
          centre={centre}
          queueName={(id) => names.get(id) ?? ''}
          {...(mayAct ? { chosen, onChoose: setChosen } : {})}
        />
      ) : (
        <AgentGrid agents={shown} label={t('agents')} reason={centre.reason} />
      )}
    </Card>
  );
}
