// The daily review: what misses what is wanted, by owner, one line a figure with its places below it.
import { Button, Empty, Flex, Segmented, Select, Table, type TableColumnsType, Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import styles from './alerts.module.css';
import { grouped, type Line } from './grouping';
import { MiniTrend } from './MiniTrend';
import { type AlertRow, useAlerts } from './requests';
import { StateTag } from './StateTag';
import { useAlertText } from './useAlertText';

const ROLES = ['supervisor', 'manager', 'quality', 'planner', 'hr', 'integrator'];

export default function AlertsPage() {
  const { t } = useTranslation('alerts');
  const [search, setSearch] = useSearchParams();
  const { user } = useSession();
  const state = search.get('state') ?? 'open';
  const owner = search.get('owner') ?? '';
  const list = useAlerts({
    ...(state === 'open' ? { open: true } : state === 'closed' ? { open: false } : {}),
    ...(owner === 'me' ? { owner: user.id } : owner ? { owner_role: owner } : {}),
  });
  const groups = useMemo(() => grouped(list.data?.items ?? []), [list.data]);
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return (
    <>
      <PageHead title={t('title')} about={t('about')} />
      <Flex gap="small" wrap>
        <Segmented
          value={state}
          onChange={(value) => choose('state', value === 'open' ? '' : value)}
          options={['open', 'closed', 'all'].map((value) => ({ value, label: t(`show.${value}`) }))}
        />
        <Select
          aria-label={t('owner')}
          value={owner}
          popupMatchSelectWidth={false}
          onChange={(value) => choose('owner', value)}
          options={[
            { value: '', label: t('everybody') },
            { value: 'me', label: t('mine') },
            ...ROLES.map((role) => ({ value: role, label: t(`settings:role.${role}`) })),
          ]}
        />
      </Flex>
      <ProblemAlert error={list.error} retry={list.refetch} />
      {!list.isPending && groups.length === 0 && !list.error && (
        <Empty className={styles.group} description={t(owner ? 'none_here' : `none.${state}`)}>
          {owner && <Button onClick={() => choose('owner', '')}>{t('everybody')}</Button>}
        </Empty>
      )}
      {list.isPending && <Table loading columns={[{ title: t('figure') }]} />}
      {groups.map(({ role, lines }) => (
        <Group key={role} role={role} lines={lines} />
      ))}
      {list.data?.next_cursor && <p className={styles.quiet}>{t('more_exist')}</p>}
    </>
  );
}

function Group({ role, lines }: { role: string; lines: Line[] }) {
  const { t } = useTranslation('alerts');
  const format = useFormat();
  const text = useAlertText();
  const columns: TableColumnsType<Line> = [
    {
      title: `${t('figure')} · ${t('where')}`,
      render: (_, one) => (
        <>
          <Link to={`/alerts/${one.id}`}>{text.said(one.name)}</Link>
          <div className={styles.quiet}>
            <Where of={one} />
          </div>
        </>
      ),
    },
    { title: t('state'), render: (_, one) => <StateTag of={one} /> },
    { title: t('period'), render: (_, one) => text.period(one) },
    {
      title: `${t('value')} · ${t('wanted')}`,
      align: 'right',
      render: (_, one) => (
        <>
          {text.value(one.value, one.unit)}
          <div className={styles.quiet}>{text.wanted(one)}</div>
        </>
      ),
    },
    {
      title: t('before'),
      align: 'right',
      render: (_, one) => text.value(one.before_value, one.unit),
    },
    { title: t('trend'), render: (_, one) => <MiniTrend of={one} /> },
    {
      title: `${t('due')} · ${t('owner')}`,
      render: (_, one) => (
        <>
          {format.date(one.due_at)} {one.is_overdue && <Tag color="error">{t('overdue')}</Tag>}
          <div className={styles.quiet}>{one.owner_name || '–'}</div>
        </>
      ),
    },
  ];
  return (
    <section className={styles.group} aria-label={t(`settings:role.${role}`)}>
      <h2>{t(`settings:role.${role}`)}</h2>
      <Table<Line>
        rowKey="id"
        size="small"
        columns={columns}
        dataSource={lines}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
    </section>
  );
}

function Where({ of }: { of: Line }) {
  const { t } = useTranslation('alerts');
  const text = useAlertText();
  const more = of.children?.length ?? 0;
  return (
    <>
      {text.where(of as AlertRow)}
      {more > 0 && <span className={styles.quiet}> {t('and_more', { count: more })}</span>}
    </>
  );
}
