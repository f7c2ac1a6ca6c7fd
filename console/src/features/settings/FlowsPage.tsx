// The menus callers hear: read as a tree from the start, or as the file has them.
import { Alert, Card, Empty, Flex, Segmented, Select, Tag, Tree, Typography } from 'antd';
import type { DataNode } from 'antd/es/tree';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { type Item, useCentre } from '@/api/centre';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { type Branch, type FlowNode, flowTree } from './flowTree';
import styles from './settings.module.css';
import { useChoices } from './useChoices';
import { toYaml } from './yaml';

type Called = (branch: Branch) => string;

function treeOf(branch: Branch, t: TFunction<'settings'>, called: Called): DataNode {
  const way = /^[0-9*#]$/.test(branch.way)
    ? t('flow.key', { key: branch.way })
    : t(`flow.way.${branch.way || 'start'}`);
  return {
    key: branch.key,
    selectable: false,
    title: (
      <Flex gap="small" align="center" wrap>
        <Typography.Text type="secondary">{way}</Typography.Text>
        <strong>{branch.node}</strong>
        {branch.missing ? (
          <Tag color="red">{t('flow.missing')}</Tag>
        ) : (
          <Tag>{t(`flow.kind.${branch.kind}`, { defaultValue: branch.kind })}</Tag>
        )}
        {branch.about && <span>{called(branch)}</span>}
        {branch.again && <Typography.Text type="secondary">{t('flow.again')}</Typography.Text>}
      </Flex>
    ),
    children: branch.children.map((child) => treeOf(child, t, called)),
  };
}

function FlowCard({ flow }: { flow: Item }) {
  const { t } = useTranslation('settings');
  const [view, setView] = useState<'tree' | 'yaml'>('tree');
  const choices = useChoices();
  const tree = useMemo(
    () => flowTree(String(flow.start ?? ''), (flow.nodes ?? {}) as Record<string, FlowNode>),
    [flow],
  );
  const yaml = useMemo(() => {
    const { id, ...body } = flow;
    return toYaml({ [id]: body });
  }, [flow]);
  const called: Called = (branch) => {
    const kind = branch.kind === 'queue' ? 'queues' : 'calendars';
    if (branch.kind === 'end')
      return t(`flow.exit.${branch.about}`, { defaultValue: branch.about });
    if (branch.kind !== 'queue' && branch.kind !== 'hours') return branch.about;
    return choices(kind).find(({ value }) => value === branch.about)?.label ?? branch.about;
  };
  return (
    <Card
      size="small"
      title={String(flow.name || flow.id)}
      extra={
        <Segmented
          size="small"
          value={view}
          onChange={setView}
          options={[
            { value: 'tree', label: t('flow.as_tree') },
            { value: 'yaml', label: t('flow.as_yaml') },
          ]}
        />
      }
    >
      {view === 'tree' ? (
        <Tree defaultExpandAll showLine treeData={[treeOf(tree, t, called)]} />
      ) : (
        <pre className={styles.code}>{yaml}</pre>
      )}
    </Card>
  );
}

export function FlowsPage() {
  const { t } = useTranslation('settings');
  const centre = useCentre();
  const [search, setSearch] = useSearchParams();
  const flows = centre.data?.flows ?? [];
  const flow = flows.find(({ id }) => id === search.get('flow')) ?? flows[0];
  return (
    <>
      <PageHead
        title={t('kind.flows.many')}
        about={t('kind.flows.about')}
        extra={
          flows.length > 1 && (
            <Select
              className={styles.search}
              aria-label={t('kind.flows.one')}
              value={flow?.id}
              onChange={(id: string) => setSearch({ flow: id })}
              options={flows.map((one) => ({ value: one.id, label: String(one.name || one.id) }))}
            />
          )
        }
      />
      <ProblemAlert error={centre.error} retry={centre.refetch} />
      <Alert
        className={styles.note}
        type="info"
        showIcon
        title={
          <>
            {t('flow.read_only')} <Link to="/settings/file">{t('section.file')}</Link>
          </>
        }
      />
      {flow ? (
        <FlowCard key={flow.id} flow={flow} />
      ) : (
        !centre.isPending && <Empty description={t('kind.flows.empty')} />
      )}
    </>
  );
}
