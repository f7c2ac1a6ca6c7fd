// One report as it reads now, or as it was issued; its files, and what became of each issue.
import { DownloadOutlined, EditOutlined, SendOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Dropdown, Flex, Popconfirm, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Item } from '@/api/centre';
import { ProblemAlert } from '@/components/ProblemAlert';
import { useTell } from '@/components/useTell';
import { useFormat } from '@/frame/useFormat';
import { Issues } from './Issues';
import styles from './reports.module.css';
import { FORMATS, fileOf, issuesQuery, pageQuery, useIssueNow } from './requests';

interface Props {
  report: Item;
  issue: string | null;
  mayBuild: boolean;
  onEdit: () => void;
  onIssue: (id: string | null) => void;
}

export function ReportView({ report, issue, mayBuild, onEdit, onIssue }: Props) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const tell = useTell();
  const page = useQuery(pageQuery(report.id, issue));
  const issued = useInfiniteQuery(issuesQuery(report.id));
  const issues = issued.data?.pages.flatMap(({ items }) => items) ?? [];
  const issueNow = useIssueNow(report.id);
  const kept = issues.find(({ id }) => id === issue);
  const send = () =>
    issueNow
      .mutateAsync()
      .then(() => tell.success(t('issued', { name: report.name })), tell.problem);
  return (
    <Flex vertical gap="middle" className={styles.view}>
      <Flex wrap gap="small">
        <Dropdown
          menu={{
            items: FORMATS.map((one) => ({
              key: one,
              label: <a href={fileOf(report.id, issue, one)}>{t(`format.${one}`)}</a>,
            })),
          }}
        >
          <Button icon={<DownloadOutlined />}>{t('take_along')}</Button>
        </Dropdown>
        {mayBuild && (
          <>
            <Button icon={<EditOutlined />} onClick={onEdit}>
              {t('common:edit')}
            </Button>
            <Popconfirm title={t('issue_now')} description={t('issue_help')} onConfirm={send}>
              <Button icon={<SendOutlined />} loading={issueNow.isPending}>
                {t('issue_now')}
              </Button>
            </Popconfirm>
          </>
        )}
      </Flex>
      {kept && (
        <Alert
          type="info"
          showIcon
          title={t('as_issued', { at: format.dateTime(kept.issued_at) })}
          action={
            <Button size="small" onClick={() => onIssue(null)}>
              {t('as_now')}
            </Button>
          }
        />
      )}
      <ProblemAlert error={page.error} retry={page.refetch} />
      {page.isPending ? (
        <Skeleton active />
      ) : (
        <iframe
          className={styles.page}
          title={String(report.name)}
          sandbox="allow-top-navigation-by-user-activation"
          srcDoc={page.data ?? ''}
        />
      )}
      <Card size="small" title={t('issues')}>
        <Issues
          items={issues}
          loading={issued.isPending}
          more={issued.hasNextPage ? () => issued.fetchNextPage() : undefined}
          onOpen={onIssue}
        />
      </Card>
    </Flex>
  );
}
