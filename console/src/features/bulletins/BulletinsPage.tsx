// Every bulletin, the newest first: for whom, until when, and how many have read it.
import { PlusOutlined } from '@ant-design/icons';
import { Button, Table, type TableColumnsType, Tabs, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useActions } from '@/actions/actions';
import { ActionButton } from '@/components/ActionButton';
import { emptyText } from '@/components/emptyText';
import { OlderButton } from '@/components/OlderButton';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { TakeBackButton } from '@/components/TakeBackButton';
import { useFormat } from '@/frame/useFormat';
import styles from './bulletins.module.css';
import { ReadersDrawer } from './ReadersDrawer';
import { type Bulletin, useBulletins, useTakeBack } from './requests';
import { useAudience } from './useAudience';
import { WriteDialog } from './WriteDialog';

export default function BulletinsPage() {
  const { t } = useTranslation('bulletins');
  const [search, setSearch] = useSearchParams();
  const [writes, setWrites] = useState(false);
  const [opened, open] = useState<Bulletin | null>(null);
  const isCurrent = search.get('list') !== 'past';
  useActions([
    {
      id: 'bulletins.write',
      label: 'bulletins:write',
      group: 'common:group.page',
      icon: <PlusOutlined />,
      shortcut: 'alt+i',
      run: () => setWrites(true),
    },
  ]);
  return (
    <>
      <PageHead
        title={t('title')}
        about={t('about')}
        extra={<ActionButton action="bulletins.write" type="primary" />}
      />
      <Tabs
        activeKey={isCurrent ? 'current' : 'past'}
        onChange={(key) => setSearch(key === 'past' ? { list: key } : {}, { replace: true })}
        items={(['current', 'past'] as const).map((key) => ({ key, label: t(`list.${key}`) }))}
      />
      <BulletinTable key={String(isCurrent)} isCurrent={isCurrent} onOpen={open} />
      {writes ? <WriteDialog onClose={() => setWrites(false)} /> : null}
      {opened ? <ReadersDrawer bulletin={opened} onClose={() => open(null)} /> : null}
    </>
  );
}

function BulletinTable(props: { isCurrent: boolean; onOpen: (bulletin: Bulletin) => void }) {
  const { t } = useTranslation('bulletins');
  const format = useFormat();
  const audience = useAudience();
  const list = useBulletins(props.isCurrent);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const columns: TableColumnsType<Bulletin> = [
    {
      title: t('bulletin'),
      render: (_, one) => (
        <>
          <Button
            type="link"
            size="small"
            className={styles.title}
            onClick={() => props.onOpen(one)}
          >
            {one.title}
          </Button>
          {one.must_confirm ? <Tag color="processing">{t('mustConfirmShort')}</Tag> : null}
          {one.state === 'taken_back' ? <Tag>{t('state.taken_back')}</Tag> : null}
        </>
      ),
    },
    { title: t('for'), render: (_, one) => audience(one) },
    {
      title: t('read'),
      align: 'right',
      render: (_, one) => t('readOf', { read: one.read_count, all: one.reader_count }),
    },
    { title: t('written'), render: (_, one) => format.dateTime(one.written_at) },
    { title: t('author'), dataIndex: 'author' },
    { title: t('until'), render: (_, one) => format.dateTime(one.until) },
    {
      key: 'actions',
      render: (_, one) => (one.state === 'current' ? <TakeBack bulletin={one} /> : null),
    },
  ];
  return (
    <>
      <ProblemAlert error={list.error} retry={list.refetch} />
      <Table<Bulletin>
        rowKey="id"
        size="small"
        loading={list.isPending}
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{
          emptyText: emptyText(t(props.isCurrent ? 'none.current' : 'none.past'), list.isPending),
        }}
      />
      <OlderButton list={list} />
    </>
  );
}

function TakeBack({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useTranslation('bulletins');
  const title = t('takeBackThis', { title: bulletin.title });
  return (
    <TakeBackButton id={bulletin.id} title={title} help={t('takeBackHelp')} by={useTakeBack()} />
  );
}
