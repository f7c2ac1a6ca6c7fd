// Who changed what and when, with what it was before.
import { Button, Flex, Input, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { emptyText } from '@/components/emptyText';
import { PageHead } from '@/components/PageHead';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useFormat } from '@/frame/useFormat';
import { Difference } from './Difference';
import { type AuditEntry, useAudit } from './requests/audit';
import styles from './settings.module.css';

export function AuditPage() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const [search, setSearch] = useSearchParams();
  const action = search.get('action') ?? '';
  const subject = search.get('subject') ?? '';
  const audit = useAudit({ action, subject });
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? [];
  const filter = (name: string, value: string) =>
    setSearch((before) => {
      if (value.trim()) before.set(name, value.trim());
      else before.delete(name);
      return before;
    });
  return (
    <>
      <PageHead title={t('section.audit')} about={t('audit.about')} />
      <Flex gap="small" wrap className={styles.filters}>
        <Input.Search
          allowClear
          className={styles.search}
          defaultValue={action}
          placeholder={t('audit.action')}
          aria-label={t('audit.action')}
          onSearch={(value) => filter('action', value)}
        />
        <Input.Search
          allowClear
          className={styles.search}
          defaultValue={subject}
          placeholder={t('audit.subject')}
          aria-label={t('audit.subject')}
          onSearch={(value) => filter('subject', value)}
        />
      </Flex>
      <ProblemAlert error={audit.error} retry={audit.refetch} />
      <Table<AuditEntry>
        rowKey="position"
        size="small"
        loading={audit.isPending}
        dataSource={entries}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: emptyText(t('audit.none'), audit.isPending) }}
        expandable={{
          expandRowByClick: true,
          rowExpandable: ({ before, after }) => before !== null || after !== null,
          expandedRowRender: (entry) => <Difference before={entry.before} after={entry.after} />,
        }}
        columns={[
          { title: t('audit.at'), width: 170, render: (_, entry) => format.dateTime(entry.at) },
          { title: t('audit.who'), render: (_, entry) => entry.actor_name || entry.actor },
          { title: t('audit.action'), dataIndex: 'action' },
          { title: t('audit.subject'), dataIndex: 'subject' },
          { title: t('audit.address'), dataIndex: 'address' },
        ]}
      />
      {audit.hasNextPage && (
        <Button
          className={styles.buttons}
          loading={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          {t('audit.older')}
        </Button>
      )}
    </>
  );
}
