// The menus callers hear: read as a tree from the start, or as the file has them.
import { EditOutlined, PlusOutlined } from '@ant-design/icons';
import {
  Button,
  Card,
  Empty,
  Flex,
  Input,
  Segmented,
  Select,
  Space,
  Tag,
  Tree,
  Typography,
} from 'antd';
import type { DataNode } from 'antd/es/tree';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type Item, useCentre } from '@/api/centre';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMay } from '@/frame/session';
import { NAME } from './flows/model';
import { useDrafts } from './flows/requests';
import { useWayName } from './flows/useWayName';
import { type Branch, type FlowNode, flowTree } from './flowTree';
import styles from './settings.module.css';
import { useChoices } from './useChoices';
import { toYaml } from './yaml';

type Called = (branch: Branch) => string;

interface Words {
  t: TFunction<'settings'>;
  kindName: (kind: string) => string;
  wayName: (way: string) => string;
  called: Called;
}

function treeOf(branch: Branch, words: Words): DataNode {
  const { t, kindName, wayName, called } = words;
  const isKey = /^[0-9*#]$/.test(branch.way);
  const way = isKey ? t('flow.key', { key: branch.way }) : branch.way && wayName(branch.way);
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
          <Tag>{kindName(branch.kind)}</Tag>
        )}
        {branch.about && <span>{called(branch)}</span>}
        {branch.again && <Typography.Text type="secondary">{t('flow.again')}</Typography.Text>}
      </Flex>
    ),
    children: branch.children.map((child) => treeOf(child, words)),
  };
}

function FlowCard({ flow }: { flow: Item }) {
  const { t } = useTranslation('settings');
  const { t: flowText } = useTranslation('flows');
  const wayName = useWayName();
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
  const kindName = (kind: string) => flowText(`kind.${kind}`, { defaultValue: kind });
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
        <Tree
          defaultExpandAll
          showLine
          treeData={[treeOf(tree, { t, kindName, wayName, called })]}
        />
      ) : (
        <pre className={styles.code}>{yaml}</pre>
      )}
    </Card>
  );
}

/** Asks for the id of a new flow, and opens the editor. */
function NewFlow({ taken }: { taken: string[] }) {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const [id, setId] = useState('');
  const isGood = NAME.test(id) && !taken.includes(id);
  const open = () => isGood && navigate(`/settings/flows/${id}?new=1`);
  return (
    <Space.Compact>
      <Input
        value={id}
        placeholder={t('id')}
        status={id && !isGood ? 'error' : ''}
        aria-label={t('id')}
        onChange={(event) => setId(event.target.value)}
        onPressEnter={open}
      />
      <Button type="primary" icon={<PlusOutlined />} disabled={!isGood} onClick={open}>
        {t('add_kind', { one: t('kind.flows.one') })}
      </Button>
    </Space.Compact>
  );
}

export function FlowsPage() {
  const { t } = useTranslation('settings');
  const centre = useCentre();
  const drafts = useDrafts();
  const mayChange = useMay('settings.change');
  const [search, setSearch] = useSearchParams();
  const flows = centre.data?.flows ?? [];
  const begun = drafts.data?.items ?? [];
  const flow = flows.find(({ id }) => id === search.get('flow')) ?? flows[0];
  const unpublished = begun.filter((one) => flows.every(({ id }) => id !== one.flow));
  return (
    <>
      <PageHead
        title={t('kind.flows.many')}
        about={t('kind.flows.about')}
        extra={mayChange && <NewFlow taken={flows.map(({ id }) => id)} />}
      />
      <ProblemAlert error={centre.error} retry={centre.refetch} />
      <Flex gap="small" wrap className={styles.note}>
        {flows.length > 0 && (
          <Select
            className={styles.search}
            aria-label={t('kind.flows.one')}
            value={flow?.id}
            onChange={(id: string) => setSearch({ flow: id })}
            options={flows.map((one) => ({ value: one.id, label: String(one.name || one.id) }))}
          />
        )}
        {flow && (
          <Link to={`/settings/flows/${flow.id}`}>
            <Button icon={<EditOutlined />}>{t('flow.open_editor')}</Button>
          </Link>
        )}
        {begun.some((one) => one.flow === flow?.id) && <Tag>{t('flow.has_draft')}</Tag>}
        {unpublished.map((one) => (
          <Link key={one.flow} to={`/settings/flows/${one.flow}`}>
            <Button icon={<EditOutlined />}>{t('flow.draft_of', { name: one.flow })}</Button>
          </Link>
        ))}
      </Flex>
      {flow ? (
        <FlowCard key={flow.id} flow={flow} />
      ) : (
        !centre.isPending && <Empty description={t('kind.flows.empty')} />
      )}
    </>
  );
}
