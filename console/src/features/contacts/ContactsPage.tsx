// The contacts of the centre: found by filter, opened beside the list.

import { DownloadOutlined, LockOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Drawer, Table } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useActions } from '@/actions/actions';
import type { ContactRow } from '@/api/types';
import { emptyText } from '@/components/emptyText';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFill } from '@/components/useFill';
import { useWidth } from '@/components/useWidth';
import { useSession } from '@/frame/session';
import { useFormat } from '@/frame/useFormat';
import { useCodeName } from '@/live/useCodeName';
import { ColumnChooser } from './ColumnChooser';
import { ContactView } from './ContactView';
import { tableColumns, widthsFor } from './columns';
import styles from './contacts.module.css';
import { FigureNotice } from './FigureNotice';
import { FilterBar } from './FilterBar';
import { narrowing } from './filters';
import { HoldDialog } from './HoldDialog';
import { useContactList } from './requests/contactList';
import { useExport } from './useExport';
import { useFilters } from './useFilters';

/** Below the table: the line with the count, and the padding of the page. */
const BELOW_PX = 88;
const NEAR_END_PX = 600;
const SCROLL_BAR_PX = 16;

export default function ContactsPage() {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const code = useCodeName();
  const { filters, columns, query, open, setFilters, setColumns, setOpen } = useFilters();
  const list = useContactList(query);
  const { exporting, run } = useExport(query, columns);
  const frame = useRef<HTMLDivElement>(null);
  const height = useFill(frame, BELOW_PX);
  const widths = widthsFor(columns, useWidth(frame) - SCROLL_BAR_PX);
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const total = list.data?.pages[0]?.total;
  // A hold is put on what filters find; which contacts a figure counts changes with the settings.
  const mayHold = useSession().permissions.includes('recordings.hold') && !filters.figure;
  const [isHolding, setHolding] = useState(false);
  useActions([
    {
      id: 'contacts.hold',
      label: 'contacts:hold_found',
      group: 'common:group.page',
      icon: <LockOutlined />,
      enabled: mayHold && rows.length > 0,
      run: () => setHolding(true),
    },
    {
      id: 'contacts.export',
      label: 'contacts:export',
      group: 'common:group.page',
      icon: <DownloadOutlined />,
      enabled: rows.length > 0 && !exporting,
      run,
    },
  ]);
  const more = (event: React.UIEvent) => {
    const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    if (near && list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  return (
    <>
      <PageHead
        title={t('menu')}
        extra={
          <>
            <Button
              icon={<ReloadOutlined />}
              aria-label={t('reload')}
              loading={list.isRefetching}
              onClick={() => void list.refetch()}
            />
            <ColumnChooser shown={columns} onChange={setColumns} />
            {mayHold && (
              <Button
                icon={<LockOutlined />}
                disabled={rows.length === 0}
                onClick={() => setHolding(true)}
              >
                {t('hold_found')}
              </Button>
            )}
            <Button
              icon={<DownloadOutlined />}
              loading={exporting}
              disabled={rows.length === 0}
              onClick={() => void run()}
            >
              {t('export')}
            </Button>
          </>
        }
      />
      <FilterBar filters={filters} onChange={setFilters} />
      {filters.figure && <FigureNotice filters={filters} onChange={setFilters} />}
      <ProblemAlert error={list.error} retry={list.refetch} />
      <div ref={frame}>
        <Table<ContactRow>
          rowKey="id"
          size="small"
          virtual
          loading={list.isPending}
          columns={tableColumns(columns, { ...format, code }, t, widths)}
          dataSource={rows}
          pagination={false}
          scroll={{ x: Object.values(widths).reduce((all, one) => all + one, 0), y: height }}
          onScroll={more}
          rowClassName={styles.row}
          onRow={(row) => ({ onClick: () => setOpen(row.id) })}
          locale={{
            emptyText: emptyText(
              narrowing(filters) > 0 ? t('none_match') : t('none_yet'),
              list.isPending,
            ),
          }}
        />
      </div>
      <div className={styles.count} aria-live="polite">
        {rows.length > 0 &&
          (total === undefined
            ? t('loaded', { count: rows.length })
            : t('loaded_of', { rows: format.number(rows.length), total: format.number(total) }))}
        {list.isFetchingNextPage && ` ${t('common:loading')}`}
      </div>
      {isHolding && (
        <HoldDialog
          what={{ search: query }}
          count={total ?? rows.length}
          onClose={() => setHolding(false)}
        />
      )}
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={760}
        title={t('contact')}
        extra={open && <Link to={`/contacts/${open}`}>{t('own_page')}</Link>}
        destroyOnHidden
      >
        {open && <ContactView id={open} />}
      </Drawer>
    </>
  );
}
