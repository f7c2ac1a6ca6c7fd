// Handover notes, the newest first: written by one lead, read and signed by the next.
import { EditOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty, Flex, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useActions } from '@/actions/actions';
import { useNameLists } from '@/api/names';
import { ActionButton } from '@/components/ActionButton';
import { OlderButton } from '@/components/OlderButton';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useMay } from '@/frame/session';
import styles from './handovers.module.css';
import { NoteCard } from './NoteCard';
import { notesQuery } from './requests/handovers';
import { WriteDialog } from './WriteDialog';

export default function HandoversPage() {
  const { t } = useTranslation('handovers');
  const mayAct = useMay('floor.act');
  const [search, setSearch] = useSearchParams();
  const [isWriting, setWriting] = useState(false);
  const teams = useNameLists()?.teams ?? {};
  const team = search.get('team') ?? undefined;
  const notes = useInfiniteQuery(notesQuery(team));
  const items = notes.data?.pages.flatMap((page) => page.items) ?? [];
  useActions([
    {
      id: 'handovers.write',
      label: 'handovers:write',
      group: 'common:group.page',
      icon: <EditOutlined />,
      enabled: mayAct,
      run: () => setWriting(true),
    },
  ]);
  return (
    <>
      <PageHead
        title={t('title')}
        about={t('about')}
        extra={
          <>
            <Select
              allowClear
              className={styles.team}
              placeholder={t('all')}
              aria-label={t('team')}
              value={team ?? null}
              onChange={(id?: string | null) =>
                setSearch(id ? { team: id } : {}, { replace: true })
              }
              options={Object.entries(teams).map(([value, label]) => ({ value, label }))}
            />
            {mayAct && <ActionButton action="handovers.write" type="primary" />}
          </>
        }
      />
      <ProblemAlert error={notes.error} retry={notes.refetch} />
      {notes.isPending ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : (
        <Flex vertical gap="middle" className={styles.list}>
          {items.length === 0 && !notes.error && <Empty description={t('none')} />}
          {items.map((note) => (
            <NoteCard key={note.id} note={note} />
          ))}
          <OlderButton list={notes} />
        </Flex>
      )}
      {isWriting && <WriteDialog onClose={() => setWriting(false)} />}
    </>
  );
}
